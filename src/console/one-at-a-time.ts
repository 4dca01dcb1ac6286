import { Failure } from '../failure.ts';

/** Has a console do one thing at a time. */
export class OneAtATime {
  /** Ends in any case. */
  #running: Promise<void> | undefined;

  /**
   * Does one thing, where nothing else is done.
   *
   * @param isClosed whether nothing may be done any more
   * @throws Failure `console-busy` where something is done already, `console-closed`; and what the work throws
   */
  async run<Result>(isClosed: boolean, work: () => Promise<Result>): Promise<Result> {
    if (this.#running !== undefined) throw new Failure('console-busy', {});
    if (isClosed) throw new Failure('console-closed', {});
    let ended = (): void => undefined;
    this.#running = new Promise((resolve) => {
      ended = resolve;
    });
    try {
      return await work();
    } finally {
      this.#running = undefined;
      ended();
    }
  }

  /** Waits for the end of what is done, if anything is. */
  async waitForEnd(): Promise<void> {
    await this.#running;
  }
}
