import type { NewKey } from '../../key-protocol.ts';
import { NO_KEY_QUORUM } from '../../keys.ts';
import { findUser } from '../find-user.ts';
import { Refused } from '../refused.ts';
import { requireNumber } from '../require-number.ts';
import { LIMITS } from '../rules.ts';
import type { HsmState, User } from '../state.ts';
import { isCryptoUser } from './is-associated.ts';
import type { KeyRecord } from './key-record.ts';

/**
 * Who shares a new key, and how many of its users have to approve.
 *
 * @throws Refused where that cannot be
 */
export function requireSharing(
  state: HsmState,
  owner: User,
  wanted: NewKey,
  kind: Pick<KeyRecord, 'class'>,
): Pick<KeyRecord, 'sharedWith' | 'quorum'> {
  const { sharedWith: names = [], quorum = NO_KEY_QUORUM } = wanted;
  const isPlain = names.length === 0 && quorum.manage === 0 && quorum.use === 0;
  if (!isPlain) requireSharable(kind);
  const ids = names.map((name) => requireSharer(owner, requireNamed(state, name)).id);
  const sharedWith = [...new Set(ids)];
  const associated = 1 + sharedWith.length;
  const { manage, use } = quorum;
  requireValue(manage, associated);
  requireValue(use, associated);
  return { sharedWith, quorum: { manage, use } };
}

/** @throws Refused for a public key, which is for all */
export function requireSharable(kind: Pick<KeyRecord, 'class'>): void {
  if (kind.class !== 'public-key') return;
  throw new Refused('RET_POLICY_MISMATCH', { code: 'key-share-public' });
}

function requireNamed(state: HsmState, name: string): User {
  const user = findUser(state, name);
  if (user !== undefined) return user;
  throw new Refused('RET_USER_DOES_NOT_EXIST', { code: 'user-unknown', name });
}

/** A user with whom the owner can share a key. @throws Refused */
export function requireSharer(owner: User, user: User): User {
  if (!isCryptoUser(user)) {
    throw new Refused('RET_INVALID_USER_TYPE', {
      code: 'key-share-type',
      user: user.name,
      userType: user.type,
    });
  }
  if (user.id !== owner.id) return user;
  throw new Refused('RET_INVALID_INPUT', { code: 'key-share-owner', user: user.name });
}

/** "At most the number of its users": AWS CloudHSM user guide, "key generate-asymmetric-pair rsa". */
function requireValue(value: number, associated: number): void {
  requireNumber(value, 'quorum');
  const maximum = LIMITS.keyQuorum;
  const isPossible =
    Number.isInteger(value) && value >= 0 && value <= Math.min(associated, maximum);
  if (isPossible) return;
  throw new Refused('RET_INVALID_INPUT', { code: 'key-quorum-value', value, associated, maximum });
}
