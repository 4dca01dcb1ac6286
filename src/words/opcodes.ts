import type { AuditEvent, AuditedOp } from '../hsm/audit-record.ts';

/** How the audit log names what was done. */
export interface Opcode {
  readonly name: string;
  /** Where it is documented. */
  readonly number?: number;
  /** Whether the name is the vendor's, or this emulator's for what the vendor has no name for. */
  readonly source: 'documented' | 'chosen';
}

/**
 * Every opcode. AWS CloudHSM user guide, "HSM audit log reference" for the names, "Interpreting HSM audit
 * logs" for most numbers.
 */
export const OPCODES: Readonly<Record<AuditedOp | 'createOfficer', Opcode>> = {
  initToken: documented('CN_INIT_TOKEN', 0x1),
  genPswdEncKey: documented('CN_GEN_PSWD_ENC_KEY', 0x1d),
  createApplianceUser: documented('CN_CREATE_APPLIANCE_USER', 0xfc),
  initDone: documented('CN_INIT_DONE', 0x95),
  login: documented('CN_LOGIN', 0xd),
  logout: documented('CN_LOGOUT', 0xe),
  finalize: documented('CN_APP_FINALIZE'),
  createUser: documented('CN_CREATE_USER', 0x3),
  createOfficer: documented('CN_CREATE_CO', 0x4),
  deleteUser: documented('CN_DELETE_USER', 0xa1),
  changePswd: documented('CN_CHANGE_PSWD', 0x9),
  setMValue: documented('CN_SET_M_VALUE'),
  getToken: documented('CN_GET_TOKEN'),
  approveToken: documented('CN_APPROVE_TOKEN'),
  delToken: documented('CN_DELETE_TOKEN'),
  activate: chosen('CN_ACTIVATE'),
  changeMfa: chosen('CN_CHANGE_MFA'),
  getChallenge: chosen('CN_GET_CHALLENGE'),
  setTimeout: chosen('CN_SET_TIMEOUT'),
  registerTrustAnchor: chosen('CN_REGISTER_TRUST_ANCHOR'),
  deregisterTrustAnchor: chosen('CN_DEREGISTER_TRUST_ANCHOR'),
  setMtlsEnforcement: chosen('CN_SET_MTLS_ENFORCEMENT'),
  registerKey: chosen('CN_REGISTER_MOFN_PUB_KEY'),
  rollBack: chosen('CN_ROLL_BACK'),
  putUser: chosen('CN_SYNC_USER'),
  // What only looks leaves no record; mofn 0.1.0 recorded what was refused of it.
  listUsers: chosen('CN_LIST_USERS'),
  getMValue: chosen('CN_GET_M_VALUE'),
  listTokens: chosen('CN_LIST_TOKENS'),
  getHSMInfo: chosen('CN_GET_HSM_INFO'),
  exportUser: chosen('CN_EXPORT_USER'),
  getRegistrationToken: chosen('CN_GET_REGISTRATION_TOKEN'),
  getTimeouts: chosen('CN_GET_TIMEOUTS'),
  getMtls: chosen('CN_GET_MTLS'),
  generateKey: documented('CN_GENERATE_KEY', 0x17),
  generateKeyPair: documented('CN_GENERATE_KEY_PAIR', 0x19),
  importKey: documented('CN_CREATE_OBJECT'),
  wrapKey: documented('CN_WRAP_KEY', 0x1a),
  unwrapKey: documented('CN_UNWRAP_KEY', 0x1b),
  extractMaskedKey: documented('CN_EXTRACT_MASKED_OBJECT_USER', 0xf0),
  insertMaskedKey: documented('CN_INSERT_MASKED_OBJECT_USER', 0xf1),
  shareKey: documented('CN_SHARE_OBJECT', 0x12),
  unshareKey: documented('CN_SHARE_OBJECT', 0x12),
  setKeyAttribute: documented('CN_MODIFY_OBJECT'),
  deleteKey: documented('CN_DESTROY_OBJECT', 0x11),
  sign: chosen('CN_SIGN'),
  verify: chosen('CN_VERIFY'),
  spendKeyToken: chosen('CN_SPEND_KEY_TOKEN'),
  findKeys: chosen('CN_FIND_OBJECTS'),
  getKeys: chosen('CN_GET_OBJECT_INFO'),
  findAllKeys: chosen('CN_FIND_ALL_KEYS'),
  getCertificate: chosen('CN_GET_CERTIFICATE'),
};

/** The opcode of a record. */
export function opcodeOf({ op, user }: Pick<AuditEvent, 'op' | 'user'>): Opcode {
  return OPCODES[op === 'createUser' && user?.type === 'CO' ? 'createOfficer' : op];
}

/**
 * An opcode as a record has it.
 *
 * @example
 * formatOpcode(OPCODES.login); // 'CN_LOGIN (0xd)'
 */
export function formatOpcode({ name, number }: Opcode): string {
  return number === undefined ? name : `${name} (0x${number.toString(16)})`;
}

function documented(name: string, number?: number): Opcode {
  return { name, ...(number !== undefined && { number }), source: 'documented' };
}

function chosen(name: string): Opcode {
  return { name, source: 'chosen' };
}
