import { type Context, isOfficer, type Outcome, type RequestOf } from '../context.ts';
import { requireKeyViewer, requireOwned, requireSeen } from '../keys/access.ts';
import { findMaterial } from '../keys/key-table.ts';
import { maskKey } from '../keys/mask-key.ts';

/** The first half of a copy of a key: whole, and sealed for the other HSMs of the cluster. */
export function extractMaskedKey(
  context: Context,
  { session, handle }: RequestOf<'extractMaskedKey'>,
): Outcome<'extractMaskedKey'> {
  const { state, environment } = context;
  const viewer = requireKeyViewer(state, session);
  const record = isOfficer(viewer.user)
    ? requireSeen(context, viewer, handle)
    : requireOwned(context, viewer, handle);
  const material = findMaterial(state.keys, environment.objects, handle);
  const sealed = maskKey(state, { record, material }, environment.keyMaker.makeBytes);
  return { state, reply: { ok: true, sealed } };
}
