import { escapeUnsafe } from '../../printable.ts';
import type { LogEvent, LoggedUser, LogResponse } from '../log-event.ts';
import { formatLogType, type LogType } from './log-types.ts';
import { formatTime } from './time.ts';

/** An event as AWS's log has it: what it is about makes its log type. */
export interface WrittenEvent
  extends Pick<LogEvent, 'time' | 'sequence' | 'reboots' | 'opcode' | 'session' | 'response'> {
  /** Missing where no document has it. */
  readonly opcodeNumber?: number;
  /** Whom it is about. */
  readonly user?: LoggedUser;
  /** The handles of the keys that it is about; 0 where there is none. */
  readonly keys?: { readonly secret: number; readonly public: number };
  /** The log type says that it tells of more, and nothing follows. */
  readonly isUntold?: boolean;
}

/**
 * Writes an event as AWS's log has it (AWS CloudHSM user guide, "Interpreting audit logs"). Of its three ways of
 * writing the colon this is the one that most of the page has.
 *
 * @returns its lines, each ended
 */
export function formatLogEvent(event: WrittenEvent): string {
  const { time, sequence, reboots, opcode, opcodeNumber, session, response, user, keys } = event;
  const number = opcodeNumber === undefined ? '' : ` (${hex(opcodeNumber)})`;
  const lines = [
    `Time: ${formatTime(time)}`,
    `Sequence No : ${hex(sequence)}`,
    `Reboot counter : ${hex(reboots)}`,
    'Command Type(hex) : CN_MGMT_CMD (0x0)',
    `Opcode : ${opcode}${number}`,
    `Session Handle : ${hex(session)}`,
    `Response : ${formatResponse(response)}`,
    `Log type : ${formatLogType(logTypeOf(event))}`,
    ...(user === undefined ? [] : [`User Name : ${user.name}`, `User Type : ${formatType(user)}`]),
    ...(keys === undefined
      ? []
      : [`Priv/Secret Key Handle : ${keys.secret}`, `Public Key Handle : ${keys.public}`]),
  ];
  return lines.map((line) => `${escapeUnsafe(line)}\n`).join('');
}

function hex(number: number | bigint): string {
  return `0x${number.toString(16)}`;
}

function formatResponse({ isSuccess, number, text }: LogResponse): string {
  const words = `HSM ${isSuccess ? 'Return' : 'Error'}: ${text}`;
  return number === undefined ? words : `${number}:${words}`;
}

function logTypeOf({ user, keys, isUntold }: WrittenEvent): LogType {
  if (isUntold === true) return 'unknown';
  if (user !== undefined) return 'user';
  return keys === undefined ? 'minimal' : 'keys';
}

function formatType({ type, typeNumber }: LoggedUser): string {
  return typeNumber === undefined ? type : `${type} (${typeNumber})`;
}
