import type { RefusalValues } from '../refusals.ts';
import { Refused } from './refused.ts';

/**
 * A number of a request that JSON can hold: a refusal tells of it, and the audit log keeps the refusal.
 *
 * @throws Refused where it is not finite
 */
export function requireNumber(
  value: number,
  field: RefusalValues['number-malformed']['field'],
): number {
  if (Number.isFinite(value)) return value;
  throw new Refused('RET_INVALID_INPUT', { code: 'number-malformed', field });
}
