import { Failure } from '../failure.ts';
import type { AuditEvent, AuditedToken, AuditedUser } from '../hsm/audit-record.ts';
import type { HsmErrorName } from '../hsm/refusals.ts';
import { isUserType, USER_TYPES, type UserType } from '../hsm/user-types.ts';
import { escapeUnsafe } from '../printable.ts';

/**
 * Audit records as the real HSM's log shows them (AWS CloudHSM user guide, "Interpreting HSM audit
 * logs"), for those who test what reads such logs. What the guide does not show is chosen, and
 * docs/emulator.md lists it.
 */

/** Opcodes with the numbers that are documented; the others have names alone. */
const OPCODES: Readonly<Record<AuditEvent['op'], string>> = {
  login: 'CN_LOGIN (0xd)',
  logout: 'CN_LOGOUT (0xe)',
  createUser: 'CN_CREATE_USER (0x3)',
  deleteUser: 'CN_DELETE_USER (0xa1)',
  changePswd: 'CN_CHANGE_PSWD (0x9)',
  registerKey: 'CN_REGISTER_MOFN_PUB_KEY',
  setMValue: 'CN_SET_M_VALUE',
  getToken: 'CN_GET_TOKEN',
  approveToken: 'CN_APPROVE_TOKEN',
  delToken: 'CN_DELETE_TOKEN',
  rollBack: 'CN_ROLL_BACK',
  putUser: 'CN_SYNC_USER',
  listUsers: 'CN_LIST_USERS',
  getMValue: 'CN_GET_M_VALUE',
  listTokens: 'CN_LIST_TOKENS',
  getHSMInfo: 'CN_GET_HSM_INFO',
  exportUser: 'CN_EXPORT_USER',
};

const CREATE_OFFICER = 'CN_CREATE_CO (0x4)';

/** Numbers of the responses whose number is documented. */
const RESPONSES: Readonly<Partial<Record<HsmErrorName | 'SUCCESS', number>>> = {
  SUCCESS: 0,
  RET_USER_NOT_INITIALIZED: 157,
  RET_USER_LOGIN_FAILURE: 163,
  RET_POLICY_MISMATCH: 179,
  RET_USER_DOES_NOT_EXIST: 206,
  RET_INVALID_USER_TYPE: 219,
};

/**
 * One record, several lines, each ended.
 *
 * @example
 * formatAuditEvent(event);
 * // Time: 01/16/18 01:49:39.437000, usecs:1516067379437000
 * // Sequence No : 0x1
 * // …
 */
export function formatAuditEvent(event: AuditEvent): string {
  return listAuditLines(event)
    .map((line) => `${line}\n`)
    .join('');
}

/** The lines of one record, safe to show. */
export function listAuditLines(event: AuditEvent): readonly string[] {
  const { user, response } = event;
  const number = RESPONSES[response];
  const lines = [
    formatLogTime(event.time),
    `Sequence No : 0x${event.sequence.toString(16)}`,
    'Reboot counter : 0x1',
    'Command Type(hex) : CN_MGMT_CMD (0x0)',
    `Opcode : ${opcodeOf(event)}`,
    `Session Handle : ${event.session || '0x0'}`,
    `Response : ${number === undefined ? '' : `${number}:`}HSM Return: ${response}`,
    `Log type : ${user === undefined ? 'MINIMAL_LOG_ENTRY (0)' : 'MGMT_USER_DETAILS_LOG (2)'}`,
    ...(user === undefined ? [] : formatUser(user)),
    ...(event.service === undefined ? [] : [`Service : ${event.service}`]),
    ...(event.m === undefined ? [] : [`M Value : ${event.m}`]),
    ...(event.keyFingerprint === undefined ? [] : [`Key : ${event.keyFingerprint}`]),
    ...(event.tokens ?? []).flatMap(formatToken),
  ];
  return lines.map(escapeUnsafe);
}

function opcodeOf({ op, user }: AuditEvent): string {
  return op === 'createUser' && user?.type === 'CO' ? CREATE_OFFICER : OPCODES[op];
}

function formatUser({ name, type }: AuditedUser): string[] {
  return [`User Name : ${name}`, `User Type : ${isUserType(type) ? describeType(type) : type}`];
}

function describeType(type: UserType): string {
  const { constant, number } = USER_TYPES[type];
  return `${constant} (${number})`;
}

function formatToken({ id, service, user, recordDigest, approvers }: AuditedToken): string[] {
  return [
    `Token : Id ${id}, Service ${service}, User ${user}, Digest ${recordDigest}`,
    ...approvers.map(
      ({ name, keyFingerprint, signedDigest }) =>
        `Approver : ${name}, Key ${keyFingerprint}, Signed ${signedDigest}`,
    ),
  ];
}

/** What Date can show, milliseconds from 1970 either way (ECMA-262, 21.4.1.1). */
const LAST_DATE = 8.64e15;

/**
 * The first line of a record: its time, UTC.
 *
 * @param milliseconds since 1970-01-01 UTC
 * @throws Failure `clock-time` where that is no time
 * @example
 * formatLogTime(1_516_067_379_437); // 'Time: 01/16/18 01:49:39.437000, usecs:1516067379437000'
 */
export function formatLogTime(milliseconds: number): string {
  const isTime = Math.abs(milliseconds) <= LAST_DATE;
  if (!isTime) throw new Failure('clock-time', { time: String(milliseconds) });
  const [date = '', time = ''] = new Date(milliseconds).toISOString().split('T');
  const [year = '', month, day] = date.split('-');
  const shown = `${month}/${day}/${year.slice(-2)} ${time.slice(0, -1)}000`;
  return `Time: ${shown}, usecs:${milliseconds}000`;
}
