import { findHolder, readQuorumKey } from './quorum-key.ts';
import { Refused } from './refused.ts';
import type { RsaPublicKey } from './rsa-public-key.ts';
import type { HsmState, QuorumKey, User } from './state.ts';

/** How users come by keys: none has another's, and one key has one id, whatever it is for. */

/** The key that a user has under the same bytes already, or a new one with the next id. */
export function keepKey(state: HsmState, user: User | undefined, spki: string): QuorumKey {
  const own = [user?.quorumKey, user?.secondFactor].find((key) => key?.spki === spki);
  return own ?? { id: state.next.key, spki };
}

/** The state's counters once a key has its place; the same where there is none. */
export function countKey({ next }: HsmState, key: QuorumKey | null): HsmState['next'] {
  return key?.id === next.key ? { ...next, key: next.key + 1 } : next;
}

/** A public key that nobody else has. @throws Refused */
export function requireFreeKey(
  state: HsmState,
  holder: User | undefined,
  spki: Uint8Array,
): RsaPublicKey {
  const key = readQuorumKey(spki);
  if ('code' in key) {
    throw new Refused('RET_KEY_REFUSED', { code: 'key-malformed', problem: key });
  }
  const other = findHolder(state.users, key.modulus);
  if (other === undefined || other.id === holder?.id) return key;
  throw new Refused('RET_KEY_REFUSED', { code: 'key-taken', user: other.name });
}
