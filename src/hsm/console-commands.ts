import type { ClientName } from './clients.ts';
import type { HsmRequest } from './protocol.ts';

/** Commands that make a request, of each console that has any. */
interface Commands {
  /** Of the classic console; of two, the first is the one of the classic edition. */
  readonly classic?: readonly string[];
  /** Of the newer one. */
  readonly sdk5?: string;
}

/**
 * The commands that make each request. An operator names requests by those of the classic console, and by
 * their own names where it has none.
 */
const COMMANDS: Readonly<Record<HsmRequest['op'], Commands>> = {
  login: { classic: ['loginHSM'], sdk5: 'login' },
  getChallenge: { sdk5: 'login mfa-token-sign' },
  activate: { sdk5: 'cluster activate' },
  logout: { classic: ['logoutHSM'], sdk5: 'logout' },
  finalize: { classic: ['quit'], sdk5: 'quit' },
  listUsers: { classic: ['listUsers'], sdk5: 'user list' },
  createUser: { classic: ['createUser'], sdk5: 'user create' },
  deleteUser: { classic: ['deleteUser'], sdk5: 'user delete' },
  changePswd: { classic: ['changePswd'], sdk5: 'user change-password' },
  changeMfa: { sdk5: 'user change-mfa token-sign' },
  rollBack: { classic: ['rollBack'] },
  registerKey: {
    classic: ['registerMofnPubKey', 'registerQuorumPubKey'],
    sdk5: 'user change-quorum token-sign register',
  },
  getRegistrationToken: { sdk5: 'quorum token-sign generate' },
  setMValue: { classic: ['setMValue'], sdk5: 'quorum token-sign set-quorum-value' },
  getMValue: { classic: ['getMValue'], sdk5: 'quorum token-sign list-quorum-values' },
  getToken: { classic: ['getToken'], sdk5: 'quorum token-sign generate' },
  approveToken: { classic: ['approveToken'] },
  listTokens: { classic: ['listTokens'], sdk5: 'quorum token-sign list' },
  delToken: { classic: ['delToken'], sdk5: 'quorum token-sign delete' },
  getTimeouts: { sdk5: 'quorum token-sign list-timeouts' },
  setTimeout: { sdk5: 'quorum token-sign set-timeout' },
  getMtls: { sdk5: 'cluster mtls list-trust-anchors' },
  registerTrustAnchor: { sdk5: 'cluster mtls register-trust-anchor' },
  deregisterTrustAnchor: { sdk5: 'cluster mtls deregister-trust-anchor' },
  setMtlsEnforcement: { sdk5: 'cluster mtls set-enforcement' },
  getHSMInfo: { classic: ['getHSMInfo'], sdk5: 'cluster hsm-info' },
  // syncUser makes two requests; the one that changes something comes first.
  putUser: { classic: ['syncUser'] },
  exportUser: { classic: ['syncUser'] },
  getKeys: { classic: ['getAttribute', 'getKeyInfo'], sdk5: 'key list' },
  findKeys: { sdk5: 'key list' },
  generateKey: { sdk5: 'key generate-symmetric' },
  generateKeyPair: { sdk5: 'key generate-asymmetric-pair' },
  importKey: { sdk5: 'key import' },
  wrapKey: { sdk5: 'key wrap' },
  unwrapKey: { sdk5: 'key unwrap' },
  insertMaskedKey: { classic: ['syncKey'] },
  extractMaskedKey: { classic: ['syncKey'] },
  shareKey: { classic: ['shareKey'], sdk5: 'key share' },
  unshareKey: { classic: ['shareKey'], sdk5: 'key unshare' },
  setKeyAttribute: { classic: ['setAttribute'], sdk5: 'key set-attribute' },
  deleteKey: { sdk5: 'key delete' },
  sign: { sdk5: 'crypto sign' },
  verify: { sdk5: 'crypto verify' },
  spendKeyToken: {},
  findAllKeys: { classic: ['findAllKeys'] },
  getCertificate: { classic: ['getCert'] },
};

/** All requests. */
export const REQUEST_OPS: readonly HsmRequest['op'][] = Object.keys(COMMANDS) as HsmRequest['op'][];

/** The words by which an operator names requests. */
export const CONSOLE_COMMANDS: readonly string[] = [...new Set(REQUEST_OPS.flatMap(wordsOf))];

/** The request that such a word names; of the two of syncUser, the one that changes something. */
export function requestOf(command: string): HsmRequest['op'] | undefined {
  return REQUEST_OPS.find((op) => wordsOf(op).includes(command));
}

/** The command that makes a request, as the client's own console has it. */
export function commandOf(op: HsmRequest['op'], client: ClientName = 'classic'): string {
  const own = client === 'classic' ? wordsOf(op)[0] : COMMANDS[op].sdk5;
  return own ?? wordsOf(op)[0] ?? op;
}

function wordsOf(op: HsmRequest['op']): readonly string[] {
  return COMMANDS[op].classic ?? [op];
}
