import { type Context, isOfficer, type LoggedIn, requireLogin } from '../context.ts';
import { Refused } from '../refused.ts';
import { requireNumber } from '../require-number.ts';
import type { HsmState, User } from '../state.ts';
import { isAssociated, isCryptoUser } from './is-associated.ts';
import type { KeyRecord } from './key-record.ts';
import { findKey, findMaterial } from './key-table.ts';

/**
 * Who may do what with a key (AWS CloudHSM user guide, "Key synchronization and durability", "key share"): its
 * owner all, those who share it use it, public ones are for every crypto user, and officers see all.
 */

/** The crypto user who holds the session. @throws Refused where it is none */
export function requireCryptoUser(state: HsmState, session: string): LoggedIn {
  const loggedIn = requireLogin(state, session);
  const { name, type } = loggedIn.user;
  if (isCryptoUser(loggedIn.user)) return loggedIn;
  throw new Refused('RET_PERMISSION_DENIED', {
    code: 'not-a-crypto-user',
    user: name,
    userType: type,
  });
}

/** Whoever may look at keys. @throws Refused */
export function requireKeyViewer(state: HsmState, session: string): LoggedIn {
  const loggedIn = requireLogin(state, session);
  return isOfficer(loggedIn.user) ? loggedIn : requireCryptoUser(state, session);
}

/** Whether a key is seen by an officer or a crypto user. */
export function sees(user: User, record: KeyRecord): boolean {
  return isOfficer(user) || record.class === 'public-key' || isAssociated(user, record);
}

/** A key that the user sees. @throws Refused: with the same where there is none */
export function requireSeen(
  { state, environment }: Context,
  { user }: LoggedIn,
  handle: number,
): KeyRecord {
  requireNumber(handle, 'handle');
  const record = findKey(state.keys, environment.objects, handle);
  if (record !== undefined && sees(user, record)) return record;
  throw new Refused('RET_KEY_NOT_FOUND', { code: 'key-unknown', handle });
}

/** A key of the user's own. @throws Refused */
export function requireOwned(context: Context, loggedIn: LoggedIn, handle: number): KeyRecord {
  const record = requireSeen(context, loggedIn, handle);
  if (record.owner === loggedIn.user.id) return record;
  throw new Refused('RET_PERMISSION_DENIED', { code: 'key-of-another', handle });
}

/** What a key is made of that is no public one. */
export function requireMaterial({ state, environment }: Context, handle: number): Uint8Array {
  const material = findMaterial(state.keys, environment.objects, handle);
  if (material === undefined) throw new Error('a key without what it is made of');
  return material;
}
