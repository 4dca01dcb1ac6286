import type { Context, Outcome, RequestOf } from '../context.ts';
import { requireKeyViewer, sees } from '../keys/access.ts';
import { findKey } from '../keys/key-table.ts';
import { listKey } from '../keys/list-key.ts';

/** Those of the keys that are there, and that the user sees. */
export function getKeys(
  { state, environment }: Context,
  { session, handles }: RequestOf<'getKeys'>,
): Outcome<'getKeys'> {
  const { user } = requireKeyViewer(state, session);
  const records = handles.map((handle) => findKey(state.keys, environment.objects, handle));
  const seen = records.filter((record) => record !== undefined).filter((one) => sees(user, one));
  return { state, reply: { ok: true, keys: seen.map((record) => listKey(state, record)) } };
}
