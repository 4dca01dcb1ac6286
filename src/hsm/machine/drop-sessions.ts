import { CLIENT_RULES } from '../clients.ts';
import type { KeyObjects } from './keys/key-objects.ts';
import { removeKeys } from './keys/key-table.ts';
import type { HsmState, Session, Token } from './state.ts';

/**
 * Ends sessions, and the keys and tokens that cannot outlive them.
 *
 * @returns the same state where none is to end
 */
export function dropSessions(
  state: HsmState,
  objects: KeyObjects,
  isOver: (session: Session) => boolean,
): HsmState {
  const sessions = state.sessions.filter((session) => !isOver(session));
  if (sessions.length === state.sessions.length) return state;
  const alive = new Set(sessions.map((session) => session.id));
  const tokens = state.tokens.filter(
    (token) => alive.has(token.session) || outlivesSession(state, token),
  );
  const ended = state.keys.sessionKeys.filter(({ session }) => !alive.has(session));
  return {
    ...state,
    sessions,
    keys:
      ended.length === 0
        ? state.keys
        : removeKeys(
            state.keys,
            objects,
            ended.map(({ handle }) => handle),
          ),
    tokens: tokens.length === state.tokens.length ? state.tokens : tokens,
  };
}

/** Whether a token stays when the session ends that got it. */
export function outlivesSession({ rules }: Pick<HsmState, 'rules'>, { client }: Token): boolean {
  const { tokenOutlivesSession } = CLIENT_RULES[client];
  return tokenOutlivesSession === 'edition' ? !rules.tokensDieWithSession : tokenOutlivesSession;
}
