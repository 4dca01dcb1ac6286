import { Failure } from '../../failure.ts';
import { checkShape } from './check-shape.ts';
import type { HsmState } from './state.ts';
import { findContradiction } from './state-invariants.ts';
import { HSM_STATE_SCHEMA } from './state-schema.ts';

/**
 * Takes anything and gives it back as a state, if it is one in every detail: shape, ranges, and that
 * its parts agree (no id or name twice, no number that is still to be given out).
 *
 * @throws Failure `state-malformed` that says where it is wrong and how
 *
 * @example
 * const state = validateState(JSON.parse(text));
 */
export function validateState(value: unknown): HsmState {
  const state = checkShape(HSM_STATE_SCHEMA, value);
  const contradiction = findContradiction(state);
  if (contradiction !== undefined) throw new Failure('state-malformed', contradiction);
  return state;
}
