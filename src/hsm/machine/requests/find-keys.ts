import type { Context, Outcome, RequestOf } from '../context.ts';
import { requireKeyViewer, sees } from '../keys/access.ts';
import { matchesFilter } from '../keys/key-filter.ts';
import { findKey, listKeys } from '../keys/key-table.ts';

/** The keys that a filter of `key list` finds among those that the user sees. */
export function findKeys(
  { state, environment }: Context,
  { session, filter }: RequestOf<'findKeys'>,
): Outcome<'findKeys'> {
  const { user } = requireKeyViewer(state, session);
  const { objects } = environment;
  const handles: number[] = [];
  // By its handle a key is found without a look at all others.
  const candidates =
    filter.handle === undefined
      ? listKeys(state.keys, objects)
      : [findKey(state.keys, objects, filter.handle)];
  for (const record of candidates) {
    if (record !== undefined && sees(user, record) && matchesFilter(record, filter)) {
      handles.push(record.handle);
    }
  }
  return { state, reply: { ok: true, handles } };
}
