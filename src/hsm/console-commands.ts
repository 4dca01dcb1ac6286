import type { HsmRequest } from './protocol.ts';

/**
 * The commands of the classic console that make each request: an operator names requests by them. Of
 * two, the first is the one of the classic edition.
 */
const COMMANDS: Readonly<Record<HsmRequest['op'], readonly string[]>> = {
  login: ['loginHSM'],
  logout: ['logoutHSM'],
  finalize: ['quit'],
  listUsers: ['listUsers'],
  createUser: ['createUser'],
  deleteUser: ['deleteUser'],
  changePswd: ['changePswd'],
  rollBack: ['rollBack'],
  registerKey: ['registerMofnPubKey', 'registerQuorumPubKey'],
  setMValue: ['setMValue'],
  getMValue: ['getMValue'],
  getToken: ['getToken'],
  approveToken: ['approveToken'],
  listTokens: ['listTokens'],
  delToken: ['delToken'],
  getHSMInfo: ['getHSMInfo'],
  // syncUser makes two requests; the one that changes something comes first.
  putUser: ['syncUser'],
  exportUser: ['syncUser'],
};

/** All requests. */
export const REQUEST_OPS: readonly HsmRequest['op'][] = Object.keys(COMMANDS) as HsmRequest['op'][];

export const CONSOLE_COMMANDS: readonly string[] = [...new Set(Object.values(COMMANDS).flat())];

/** The request that a command makes; of the two of syncUser, the one that changes something. */
export function requestOf(command: string): HsmRequest['op'] | undefined {
  return REQUEST_OPS.find((op) => COMMANDS[op].includes(command));
}

/** The command that makes a request. */
export function commandOf(op: HsmRequest['op']): string {
  return COMMANDS[op][0] ?? op;
}
