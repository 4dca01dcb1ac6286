import { type Context, type Outcome, type RequestOf, requireLogin } from '../context.ts';
import { dropSessions } from '../drop-sessions.ts';

/** logoutHSM. Where the HSM's rules say so, the tokens of the session go with it. */
export function logOut(
  context: Context,
  request: Pick<RequestOf<'logout'>, 'session'>,
): Outcome<'logout'> {
  const { session, user } = requireLogin(context.state, request.session);
  return {
    state: dropSessions(
      context.state,
      context.environment.objects,
      (candidate) => candidate.id === session.id,
    ),
    reply: { ok: true },
    note: { user: { name: user.name, type: user.type } },
  };
}
