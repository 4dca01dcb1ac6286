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
const known = new Map<string, RsaPublicKey | undefined>();
const KNOWN_AT_MOST = 2048;

/**
 * The key behind a registration.
 *
 * @returns nothing where it is no quorum key: the state machine registers none such, but an older one may
 *   have, by other rules. Its approvals never count.
 */
export function openQuorumKey({ spki }: QuorumKey): RsaPublicKey | undefined {
  if (known.has(spki)) return known.get(spki);
  const read = readQuorumKey(Buffer.from(spki, 'base64'));
  const key = 'code' in read ? undefined : read;
  if (known.size >= KNOWN_AT_MOST) known.clear();
  known.set(spki, key);
  return key;
}

/** Who has a key with this modulus; another exponent does not make it another key. */
export function findHolder(users: readonly User[], modulus: string): User | undefined {
  return users.find((user) =>
    [user.quorumKey, user.secondFactor].some(
      (key) => key !== null && openQuorumKey(key)?.modulus === modulus,
    ),
  );
}
