import type { Context, Outcome } from '../context.ts';

/** listUsers, which needs no log-in. */
export function listUsers(context: Context): Outcome<'listUsers'> {
  const users = context.state.users.map((user) => ({
    id: user.id,
    type: user.type,
    name: user.name,
    hasQuorumKey: user.quorumKey !== null,
    loginFailures: user.loginFailures,
    twoFactor: false,
  }));
  return { state: context.state, reply: { ok: true, users } };
}
