import { formatLogType } from '../audit/log/log-types.ts';
import { Failure } from '../failure.ts';
import type { AuditEvent, AuditedKeys, AuditedToken, AuditedUser } from '../hsm/audit-record.ts';
import { isUserType, USER_TYPES, type UserType } from '../hsm/user-types.ts';
import { escapeUnsafe } from '../printable.ts';
import { HSM_ERRORS } from './hsm-errors.ts';
import { isSharing, logTypeOf } from './log-type-of.ts';
import { formatOpcode, opcodeOf } from './opcodes.ts';

/**
 * Audit records as the real HSM's log shows them (AWS CloudHSM user guide, "Interpreting HSM audit
 * logs"), for those who test what reads such logs. What the guide does not show is chosen, and
 * docs/emulator.md lists it.
 */

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
  const { user } = event;
  const lines = [
    formatLogTime(event.time),
    // The first is 0x0; in the chain of hashes it is record 1.
    `Sequence No : 0x${(event.sequence - 1).toString(16)}`,
    'Reboot counter : 0x1',
    'Command Type(hex) : CN_MGMT_CMD (0x0)',
    `Opcode : ${formatOpcode(opcodeOf(event))}`,
    `Session Handle : ${event.session || '0x0'}`,
    `Response : ${formatResponse(event.response)}`,
    `Log type : ${formatLogType(logTypeOf(event))}`,
    ...(user === undefined ? [] : formatUser(user)),
    ...(event.keys === undefined ? [] : formatKeys(event.keys)),
    ...(event.attribute === undefined ? [] : [`Attribute : ${event.attribute}`]),
    ...(isSharing(event.op) ? [`Shared : ${event.op === 'shareKey' ? 1 : 0}`] : []),
    ...(event.service === undefined ? [] : [`Service : ${event.service}`]),
    ...(event.m === undefined ? [] : [`M Value : ${event.m}`]),
    ...(event.keyFingerprint === undefined ? [] : [`Key : ${event.keyFingerprint}`]),
    ...(event.tokens ?? []).flatMap(formatToken),
  ];
  return lines.map(escapeUnsafe);
}

function formatResponse(response: AuditEvent['response']): string {
  if (response === 'SUCCESS') return '0:HSM Return: SUCCESS';
  const error = HSM_ERRORS[response];
  return error === undefined
    ? `HSM Error: ${response}`
    : `${error.number}:HSM Error: ${error.text}`;
}

function formatKeys({ secret, public: publicKey, wrapping }: AuditedKeys): string[] {
  return [
    `Priv/Secret Key Handle : ${secret}`,
    `Public Key Handle : ${publicKey}`,
    ...(wrapping === undefined ? [] : [`Wrapping Key Handle : ${wrapping}`]),
  ];
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
