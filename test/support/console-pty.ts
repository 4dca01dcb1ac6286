/**
 * An installed console on a real terminal.
 */
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';

const BIN = fileURLToPath(new URL('../../bin/', import.meta.url));

/** Longest wait for what is expected, in milliseconds. */
const PATIENCE = 60_000;

export interface PtyOptions {
  /** Which console; the classic one without it. */
  readonly program?: 'cloudhsm_mgmt_util' | 'cloudhsm-cli' | 'mofn';
  /** Another program than ours: its path and words. */
  readonly other?: readonly [file: string, ...words: string[]];
  readonly cwd: string;
  readonly args?: readonly string[];
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** A console on a pseudo-terminal; everything it prints is kept, byte for byte. */
export class ConsolePty {
  readonly #pty: IPty;
  #printed = '';
  #seen = 0;
  #exit: number | undefined;
  #signal: number | undefined;
  #wake: () => void = () => undefined;

  constructor({
    program = 'cloudhsm_mgmt_util',
    cwd,
    args = [],
    other: [file, ...words] = [process.execPath, BIN + program, ...args],
    columns = 80,
    env = {},
  }: PtyOptions) {
    this.#pty = spawn(file, words, {
      cwd,
      cols: columns,
      rows: 24,
      name: 'xterm',
      env: { ...(process.env as Record<string, string>), ...env },
      // Latin 1: one character a byte.
      encoding: 'latin1',
    });
    this.#pty.onData((data) => {
      this.#printed += data;
      this.#wake();
    });
    this.#pty.onExit(({ exitCode, signal }) => {
      this.#exit = exitCode;
      this.#signal = signal;
      this.#wake();
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  type(text: string): void {
    this.#pty.write(text);
  }

  /** Waits until this is printed. @returns what was printed since the last wait, this included */
  async waitFor(text: string): Promise<string> {
    await this.#waitUntil(() => this.#printed.includes(text, this.#seen), `"${text}"`);
    const end = this.#printed.indexOf(text, this.#seen) + text.length;
    const printed = this.#printed.slice(this.#seen, end);
    this.#seen = end;
    return printed;
  }

  /** Waits for the end. @returns the exit code, and what was printed since the last wait */
  async waitForExit(): Promise<{ readonly code: number; readonly printed: string }> {
    await this.#waitUntil(() => this.#exit !== undefined, 'the end');
    return { code: this.#exit ?? -1, printed: this.#printed.slice(this.#seen) };
  }

  /** Closes the terminal, as its window does. @returns the number of the signal that ended the process */
  async hangUp(): Promise<number | undefined> {
    (this.#pty as IPty & { destroy(): void }).destroy();
    await this.#waitUntil(() => this.#exit !== undefined, 'the end');
    return this.#signal;
  }

  kill(): void {
    if (this.#exit === undefined) this.#pty.kill('SIGKILL');
  }

  async #waitUntil(met: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + PATIENCE;
    while (!met()) {
      if (this.#exit !== undefined || Date.now() > deadline) {
        const state = this.#exit === undefined ? 'no' : `it ended with ${this.#exit} before`;
        throw new Error(`${state} ${what} in:\n${this.#printed.slice(this.#seen)}`);
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 200);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }
}
