import { type Context, isOfficer, numberChange, type Outcome, type RequestOf } from '../context.ts';
import { requireKeyViewer } from '../keys/access.ts';
import { placeKeys } from '../keys/add-keys.ts';
import { findMaterialProblem } from '../keys/find-material-problem.ts';
import { nextAfter } from '../keys/handles.ts';
import { findKey } from '../keys/key-table.ts';
import { unmaskKey } from '../keys/mask-key.ts';
import { Refused } from '../refused.ts';

/**
 * The second half of a copy of a key: under the handle that it has on the other HSM, with its owner and sharers
 * by their names. A session key is of the log-in that puts it in.
 */
export function insertMaskedKey(
  context: Context,
  { session, sealed }: RequestOf<'insertMaskedKey'>,
): Outcome<'insertMaskedKey'> {
  const { state, environment } = context;
  const { objects } = environment;
  const viewer = requireKeyViewer(state, session);
  const { record, material } = unmaskKey(state, sealed);
  const { handle } = record;
  if (!isOfficer(viewer.user) && record.owner !== viewer.user.id) {
    throw new Refused('RET_PERMISSION_DENIED', { code: 'key-of-another', handle });
  }
  if (findMaterialProblem(record, material ?? null) !== undefined) {
    throw new Refused('RET_INVALID_INPUT', { code: 'key-forged' });
  }
  if (findKey(state.keys, objects, handle) !== undefined) {
    throw new Refused('RET_POLICY_MISMATCH', { code: 'key-handle-taken', handle });
  }
  const placed = placeKeys(context, viewer, [{ record, material }]);
  const counted = nextAfter(state.node, state.next.handle, handle);
  const { state: next, operation } = numberChange({
    ...placed,
    next: { ...placed.next, handle: counted },
  });
  return { state: next, reply: { ok: true, operation, handle } };
}
