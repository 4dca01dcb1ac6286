import { findQuorumKeyProblems } from '../../token/quorum-key.ts';
import type { KeyProblem } from '../refusals.ts';
import { remember } from './remember.ts';
import { type RsaPublicKey, readRsaPublicKey } from './rsa-public-key.ts';
import { LIMITS } from './rules.ts';
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

/** One console checks the same few keys again and again; an HSM has two of each user at most. */
const read = remember(2 * LIMITS.users, (spki): RsaPublicKey | undefined => {
  const key = readQuorumKey(Buffer.from(spki, 'base64'));
  return 'code' in key ? undefined : key;
});

/**
 * The key behind a registration.
 *
 * @returns nothing where it is no quorum key: the state machine registers none such, but an older one may
 *   have, by other rules. Its approvals never count.
 */
export function openQuorumKey({ spki }: QuorumKey): RsaPublicKey | undefined {
  return read(spki);
}

/** Who has a key with this modulus; another exponent does not make it another key. */
export function findHolder(users: readonly User[], modulus: string): User | undefined {
  return users.find((user) =>
    [user.quorumKey, user.secondFactor].some(
      (key) => key !== null && openQuorumKey(key)?.modulus === modulus,
    ),
  );
}
