import type { LogIn } from '../console/sessions.ts';
import type { ClusterServer, SessionId } from '../hsm/protocol.ts';
import type { Shell } from './command.ts';
import { collect, requireAll } from './fan-out.ts';

export interface Credentials {
  readonly type: 'CO' | 'CU';
  readonly name: string;
  readonly password: string;
}

/**
 * Logs in on every HSM or on none; a wrong password counts on each. Whoever was logged in before is replaced,
 * and stays logged in where this fails.
 *
 * @param signatureFor what the user's second factor signed, where it has
 * @throws CommandError
 */
export async function logIn(
  credentials: Credentials,
  shell: Shell,
  signatureFor?: (server: ClusterServer) => Uint8Array,
): Promise<void> {
  const { sessions, servers } = shell;
  const begun = new Map<ClusterServer, LogIn>();
  const before: { readonly server: ClusterServer; readonly session: SessionId }[] = [];
  let isDone = false;
  for (const server of servers) {
    const session = sessions.on(server)?.session;
    if (session !== undefined) before.push({ server, session });
  }
  try {
    const outcomes = await collect(
      shell,
      (server) => {
        const signature = signatureFor?.(server);
        return {
          op: 'login',
          ...credentials,
          ...(signature === undefined ? {} : { signature }),
        } as const;
      },
      () => false,
      ({ server, reply }) => begun.set(server, reply),
    );
    requireAll(shell, outcomes);
    isDone = true;
  } finally {
    // What was begun is kept or taken back also where a server was waited for in vain.
    for (const [server, logIn] of begun) {
      if (isDone) sessions.begin(server, logIn);
      else await sessions.leave(server, logIn.session);
    }
    if (isDone) for (const { server, session } of before) await sessions.leave(server, session);
  }
}
