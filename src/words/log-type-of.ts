import type { LogType } from '../audit/log/log-types.ts';
import type { AuditEvent, AuditedOp } from '../hsm/audit-record.ts';

/** Whether it shares a key, or shares it no more: one opcode, whose log type no list has. */
export function isSharing(op: AuditedOp): boolean {
  return op === 'shareKey' || op === 'unshareKey';
}

/** What a record tells: of a key and a user, the user is the one whose request it was. */
export function logTypeOf({ op, user, keys }: AuditEvent): LogType {
  if (isSharing(op)) return 'unknown';
  if (user !== undefined) return 'user';
  return keys === undefined ? 'minimal' : 'keys';
}
