import type { Context, Outcome } from '../context.ts';
import { LIMITS } from '../rules.ts';

/** listUsers, which needs no log-in. */
export function listUsers(context: Context): Outcome<'listUsers'> {
  const users = context.state.users.map((user) => ({
    id: user.id,
    type: user.type,
    name: user.name,
    hasQuorumKey: user.quorumKey !== null,
    loginFailures: user.loginFailures,
    locked: user.loginFailures > LIMITS.loginFailures,
    twoFactor: user.secondFactor !== null,
  }));
  return { state: context.state, reply: { ok: true, users } };
}
