import { type LoggedIn, requireLogin, requireOfficer } from './context.ts';
import { isCryptoUser } from './keys/is-associated.ts';
import type { HsmState } from './state.ts';

/** Whoever can have tokens: an officer, or a crypto user who has one for a key. @throws Refused */
export function requireTokenHolder(state: HsmState, session: string): LoggedIn {
  const loggedIn = requireLogin(state, session);
  const { user } = loggedIn;
  const isHolder = isCryptoUser(user) && state.tokens.some((token) => token.user === user.id);
  return isHolder ? loggedIn : requireOfficer(state, session);
}
