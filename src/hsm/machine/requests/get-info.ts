import type { Context, Outcome } from '../context.ts';

/** getHSMInfo, which needs no log-in. */
export function getInfo(context: Context): Outcome<'getHSMInfo'> {
  const { state } = context;
  return {
    state,
    reply: {
      ok: true,
      info: {
        serialNumber: state.serialNumber,
        partition: state.partition,
        users: state.users.length,
        sessions: state.sessions.length,
        tokens: state.tokens.length,
        type: state.type,
      },
    },
  };
}
