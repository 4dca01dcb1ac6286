import type { KeyUser, ListedKey } from '../../key-protocol.ts';
import type { HsmState } from '../state.ts';
import { usersById } from '../users-by-id.ts';
import { attributesOf } from './attributes.ts';
import type { KeyRecord } from './key-record.ts';

/** A key, as an HSM tells of it. */
export function listKey({ users }: HsmState, record: KeyRecord): ListedKey {
  const known = usersById(users);
  const name = (id: number): KeyUser => ({ id, name: known.get(id)?.name ?? null });
  return {
    handle: record.handle,
    owner: name(record.owner),
    sharedWith: record.sharedWith.filter((id) => known.has(id)).map(name),
    quorum: record.quorum,
    attributes: attributesOf(record),
  };
}
