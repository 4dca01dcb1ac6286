import { findQuorumKeyProblems } from '../../token/quorum-key.ts';
import type { KeyProblem } from '../refusals.ts';
import { type RsaPublicKey, readRsaPublicKey } from './rsa-public-key.ts';
import type { QuorumKey, User } from './state.ts';

/**
 * Reads a key that is to be a quorum key.
 *
 * @param spki SubjectPublicKeyInfo, DER
 * @returns the key, or why the HSM does not take it
 */
export function readQuorumKey(spki: Uint8Array): RsaPublicKey | KeyProblem {
  const key = readRsaPublicKey(spki);
  if ('code' in key) return key;
  const [problem] = findQuorumKeyProblems(key.numbers);
  return problem ?? key;
}

/** Keys that were read already: one console checks the same few again and again. */
const known = new Map<string, RsaPublicKey>();
const KNOWN_AT_MOST = 2048;

/**
 * The key behind a registration.
 *
 * @throws Error where the state holds what was never a quorum key; the state machine registers none
 */
export function openQuorumKey(registered: QuorumKey): RsaPublicKey {
  const found = known.get(registered.spki);
  if (found !== undefined) return found;
  const key = readQuorumKey(Buffer.from(registered.spki, 'base64'));
  if ('code' in key) throw new Error(`registered quorum key ${registered.id}: ${key.code}`);
  if (known.size >= KNOWN_AT_MOST) known.clear();
  known.set(registered.spki, key);
  return key;
}

/** Who has a key with this modulus; another exponent does not make it another key. */
export function findHolder(users: readonly User[], modulus: string): User | undefined {
  return users.find(
    (user) => user.quorumKey !== null && openQuorumKey(user.quorumKey).modulus === modulus,
  );
}
