import type { ClusterServer, ProcessIdentity, SessionId } from '../hsm/protocol.ts';
import type { UserType } from '../hsm/user-types.ts';

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
  /** The process that holds them. */
  readonly process: ProcessIdentity;
  readonly #logIns = new Map<ClusterServer, LogIn>();

  constructor(process: ProcessIdentity) {
    this.process = process;
  }

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

  /** Logs out wherever somebody is logged in, without a word. */
  async endAll(): Promise<void> {
    for (const [server, { session }] of this.#logIns) {
      await server.execute({ op: 'logout', session });
    }
    this.#logIns.clear();
  }
}
