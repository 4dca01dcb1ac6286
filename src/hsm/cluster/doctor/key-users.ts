import type { KeyRecord } from '../../machine/keys/key-record.ts';
import { readQuorumKey } from '../../machine/quorum-key.ts';
import type { User } from '../../machine/state.ts';
import type { ExaminedServer } from './examined.ts';

/** The crypto users who own or share a key and are there, its owner first. */
export function usersOf({ hsm }: ExaminedServer, record: KeyRecord): readonly User[] {
  return [record.owner, ...record.sharedWith].flatMap((id) =>
    hsm.users.filter((user) => user.id === id && user.type === 'CU'),
  );
}

/** Those of them whose approvals count: with a key that is a quorum key. */
export function approversOf(server: ExaminedServer, record: KeyRecord): readonly User[] {
  return usersOf(server, record).filter(
    ({ quorumKey }) =>
      quorumKey !== null && !('code' in readQuorumKey(Buffer.from(quorumKey.spki, 'base64'))),
  );
}

/** The most approvals that anything with a key takes. */
export function greatestQuorum({ quorum: { manage, use } }: KeyRecord): number {
  return Math.max(manage, use);
}
