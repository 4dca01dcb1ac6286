/**
 * How the console waits for servers: until they answer, Ctrl-C is typed, or the console is closed.
 */
import type { ClientName } from '../hsm/clients.ts';
import type { ClusterServer } from '../hsm/protocol.ts';
import type { LineReader } from '../terminal/line-reader.ts';

/** An HSM as a console speaks of it: its number in the list, and its address. */
export interface Place {
  readonly index: number;
  readonly name: string;
}

/** Goes through a command whose wait was ended. What its server had not begun with, it has not done. */
export class Interrupted extends Error {
  readonly server: Place;

  constructor(server: Place) {
    super('interrupted');
    this.server = server;
  }
}

export class Waits {
  readonly #lines: Pick<LineReader, 'watch'>;
  readonly #client: ClientName;
  #interrupt: (() => void) | undefined;
  #isOver = false;
  #interrupted = false;

  /**
   * @param lines tell of Ctrl-C
   * @param client which client asks
   */
  constructor(lines: Pick<LineReader, 'watch'>, client: ClientName) {
    this.#lines = lines;
    this.#client = client;
  }

  /** Whether Ctrl-C was typed while a server let wait. */
  get interrupted(): boolean {
    return this.#interrupted;
  }

  /** A server whose answers are waited for in this way. */
  waitFor(server: ClusterServer, index: number): ClusterServer {
    const { name, hostname, port, node } = server;
    const place: Place = { index, name };
    return {
      name,
      hostname,
      port,
      node,
      connect: () =>
        this.#until(place, (signal) => server.connect({ signal, client: this.#client })),
      execute: async (request) => {
        if (this.#isOver && request.op !== 'finalize') throw new Interrupted(place);
        return this.#until(place, (signal) =>
          server.execute(request, { signal, client: this.#client }),
        );
      },
    };
  }

  /** Ends what is waited for. From now on servers are asked nothing but to end sessions. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#interrupt?.();
  }

  async #until<T>(place: Place, ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const { signal } = controller;
    // A server that knows nothing of the signal is waited for no longer either.
    const aborted = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
    const interrupt = (): void => controller.abort(new Interrupted(place));
    this.#interrupt = interrupt;
    const stopWatching = this.#lines.watch(() => {
      this.#interrupted = true;
      interrupt();
    });
    try {
      return await Promise.race([ask(signal), aborted]);
    } finally {
      stopWatching();
      this.#interrupt = undefined;
    }
  }
}

/** What comes of a server that does not answer, or is waited for no longer. */
export async function connectTo(
  server: ClusterServer,
): Promise<'connected' | 'timed-out' | 'called-off'> {
  try {
    return (await server.connect()) ? 'connected' : 'timed-out';
  } catch (thrown) {
    if (thrown instanceof Interrupted) return 'called-off';
    throw thrown;
  }
}
