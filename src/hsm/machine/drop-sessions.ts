import type { HsmState, Session } from './state.ts';

/**
 * Ends sessions, and the tokens that cannot outlive them.
 *
 * @returns the same state where none is to end
 */
export function dropSessions(state: HsmState, isOver: (session: Session) => boolean): HsmState {
  const sessions = state.sessions.filter((session) => !isOver(session));
  if (sessions.length === state.sessions.length) return state;
  if (!state.rules.tokensDieWithSession) return { ...state, sessions };
  const alive = new Set(sessions.map((session) => session.id));
  return { ...state, sessions, tokens: state.tokens.filter((token) => alive.has(token.session)) };
}
