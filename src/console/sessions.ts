import type { ClusterServer, SessionId } from '../hsm/protocol.ts';
import type { UserType } from '../hsm/user-types.ts';
import { Interrupted } from './waits.ts';

/** Who is logged in on one HSM from this console. */
export interface LogIn {
  readonly session: SessionId;
  readonly type: UserType;
  readonly name: string;
}

/**
 * What is sent where nobody is logged in. It is no session of any HSM, so the HSM refuses it like any
 * other that it does not know, and keeps the reason on its own record.
 */
const NO_SESSION: SessionId = '';

/** The log-ins of one console: at most one on each HSM. */
export class Sessions {
  readonly #logIns = new Map<ClusterServer, LogIn>();
  /** Sessions that were to be ended, and are not yet. */
  readonly #left: { readonly server: ClusterServer; readonly session: SessionId }[] = [];

  /** Who is logged in on a server; undefined where nobody is. */
  on(server: ClusterServer): LogIn | undefined {
    return this.#logIns.get(server);
  }

  /** The session to send along; where there is none, one that the HSM refuses. */
  idOn(server: ClusterServer): SessionId {
    return this.#logIns.get(server)?.session ?? NO_SESSION;
  }

  begin(server: ClusterServer, logIn: LogIn): void {
    this.#logIns.set(server, logIn);
  }

  end(server: ClusterServer): void {
    this.#logIns.delete(server);
  }

  /**
   * Ends a session that is not, or no longer, the console's on that server, without a word and without
   * logoutHSM.
   *
   * @returns false where that was called off; it is done when the console closes
   */
  async leave(server: ClusterServer, session: SessionId): Promise<boolean> {
    try {
      await server.execute({ op: 'finalize', session });
      return true;
    } catch (thrown) {
      if (!(thrown instanceof Interrupted)) throw thrown;
      this.#left.push({ server, session });
      return false;
    }
  }

  /** Ends every session that is there, without a word. What is called off is left as it is. */
  async endAll(): Promise<void> {
    const held = [...this.#logIns].map(([server, { session }]) => ({ server, session }));
    for (const { server, session } of [...this.#left.splice(0), ...held]) {
      await this.leave(server, session);
    }
    this.#logIns.clear();
  }
}
