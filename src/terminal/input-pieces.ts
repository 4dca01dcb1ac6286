import type { ConsoleInput } from './line-reader.ts';

/**
 * Input as it comes, decoded. Whoever waits for a piece can be told that there is no more, though the
 * input itself cannot be asked to hurry.
 */
export class InputPieces {
  readonly #input: ConsoleInput;
  readonly #decoder = new TextDecoder();
  #iterator: AsyncIterator<Uint8Array | string> | undefined;
  /** Tells whoever waits that there is no more. */
  #giveUp: (() => void) | undefined;
  #ended = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(input: ConsoleInput) {
    this.#input = input;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /**
   * The next piece; one may be asked for at a time.
   *
   * @returns undefined at the end of input, or where it was {@link end}ed meanwhile
   * @throws what the input throws, now and whenever it is asked again
   */
  next(): Promise<string | undefined> {
    if (this.#ended) return Promise.resolve(undefined);
    if (this.#failure !== undefined) return Promise.reject(this.#failure.error);
    this.#iterator ??= this.#input[Symbol.asyncIterator]();
    const iterator = this.#iterator;
    return new Promise((resolve, reject) => {
      // First of all: the input may end this itself while it is asked.
      this.#giveUp = () => resolve(undefined);
      iterator.next().then(
        (result) => {
          this.#giveUp = undefined;
          resolve(this.#ended ? undefined : this.#decode(result));
        },
        (error) => {
          this.#giveUp = undefined;
          this.#failure = { error };
          reject(error);
        },
      );
    });
  }

  /** Ends it for whoever waits, and from now on. */
  end(): void {
    this.#ended = true;
    this.#giveUp?.();
  }

  /** Ends it and lets go of the input; what was not read stays unread. */
  async close(): Promise<void> {
    const isAwaited = this.#giveUp !== undefined;
    this.end();
    if (!isAwaited) {
      await this.#iterator?.return?.();
      return;
    }
    // Nothing calls back a piece that is waited for; a stream can be destroyed, which ends the wait.
    if (isDestroyable(this.#input)) this.#input.destroy();
    this.#iterator?.return?.()?.catch(() => undefined);
  }

  /** What a character lacks at the end of input shows as U+FFFD. */
  #decode({ done, value }: IteratorResult<Uint8Array | string>): string {
    if (done === true) this.#ended = true;
    if (typeof value === 'string') return value;
    return this.#decoder.decode(done === true ? undefined : value, { stream: done !== true });
  }
}

function isDestroyable(input: object): input is { destroy(): unknown } {
  return 'destroy' in input && typeof input.destroy === 'function';
}
