import { formatLogEvent, type WrittenEvent } from '../audit/log/write-event.ts';
import type { LoggedUser, LogResponse } from '../audit/log-event.ts';
import { type AuditEvent, type AuditedUser, FIRST_OPS } from '../hsm/audit-record.ts';
import { isUserType, USER_TYPES } from '../hsm/user-types.ts';
import { HSM_ERRORS } from './hsm-errors.ts';
import { logTypeOf } from './log-type-of.ts';
import { OPCODES, type Opcode, opcodeOf } from './opcodes.ts';

/**
 * An HSM's audit log as AWS would deliver it: what is the emulator's own is not in it. docs/emulator.md says what
 * is left out, and what is chosen.
 */

/** The reboot counter of an HSM that was never rebooted. */
const REBOOTS = 1;

/** The number of a refusal that no document has a number for. */
const UNKNOWN_ERROR = 255;

/**
 * The events of one HSM, each as its lines.
 *
 * @param records all that its log has, oldest first
 * @example
 * const stream = listAwsEvents([event]).join('\n');
 */
export function listAwsEvents(records: readonly AuditEvent[]): readonly string[] {
  const handles = new SessionHandles();
  const events: string[] = [];
  for (const record of records) {
    const opcode = findOpcode(record);
    if (opcode === undefined) continue;
    const event = formatLogEvent({
      time: BigInt(record.time) * 1000n,
      // What is left out makes no gap.
      sequence: BigInt(events.length),
      reboots: REBOOTS,
      opcode: opcode.name,
      ...(opcode.number !== undefined && { opcodeNumber: opcode.number }),
      session: handles.handleOf(record),
      response: describeResponse(record.response),
      ...describeDetails(record),
    });
    events.push(event);
  }
  return events;
}

/** @returns nothing for what no document has an opcode for */
function findOpcode(record: AuditEvent): Opcode | undefined {
  // The guide shows the activation as the first officer's change of its password.
  if (record.op === 'activate') return OPCODES.changePswd;
  const opcode = opcodeOf(record);
  return opcode.source === 'documented' ? opcode : undefined;
}

function describeResponse(response: AuditEvent['response']): LogResponse {
  if (response === 'SUCCESS') return { isSuccess: true, number: 0, text: 'SUCCESS' };
  const { number, text } = HSM_ERRORS[response] ?? { number: UNKNOWN_ERROR, text: response };
  return { isSuccess: false, number, text };
}

/** What stands behind the log type: what else the emulator's own log tells is no vendor's. */
function describeDetails(record: AuditEvent): Pick<WrittenEvent, 'user' | 'keys' | 'isUntold'> {
  const type = logTypeOf(record);
  const { user, keys } = record;
  if (type === 'unknown') return { isUntold: true };
  if (type === 'user' && user !== undefined) return { user: describeUser(user) };
  return type === 'keys' && keys !== undefined ? { keys } : {};
}

function describeUser({ name, type }: AuditedUser): LoggedUser {
  if (!isUserType(type)) return { name, type, typeNumber: undefined };
  const { constant, number } = USER_TYPES[type];
  return { name, type: constant, typeNumber: number };
}

/** What is above a connection's number, as in the guide's 0x1004001. */
const FIRST_HANDLE = 0x1000000n;
const CONNECTION = 0x1000n;

/**
 * Handles as the guide shows them: above the last three digits the connection's number, which is one for each
 * log-in; in them the session's, which is 1, and 0 where the connection ends (0x7014006 logs out on 0x7014000).
 */
class SessionHandles {
  readonly #connections = new Map<string, bigint>();
  #next = 0n;

  handleOf({ op, session }: AuditEvent): bigint {
    const isEnd = op === 'logout' || op === 'finalize';
    return FIRST_HANDLE + this.#connectionOf(op, session) * CONNECTION + (isEnd ? 0n : 1n);
  }

  /** What a new HSM does has a connection of its own; so has each log-in that is refused. */
  #connectionOf(op: AuditEvent['op'], session: string | null): bigint {
    const key = session ?? (isFirst(op) ? 'first' : undefined);
    const known = key === undefined ? undefined : this.#connections.get(key);
    if (known !== undefined) return known;
    const connection = this.#next;
    this.#next += 1n;
    if (key !== undefined) this.#connections.set(key, connection);
    return connection;
  }
}

function isFirst(op: AuditEvent['op']): boolean {
  return FIRST_OPS.some((first) => first === op);
}
