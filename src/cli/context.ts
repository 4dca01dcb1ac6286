/**
 * The world of a command: streams, environment, clock. `main` is a function of argv and this, so that
 * tests call it in-process.
 */
import type { Printer } from './printer.ts';

/** What a stream throws: the system's error, and which of the streams it was. */
export interface StreamError extends NodeJS.ErrnoException {
  readonly stream: 'standard input' | 'standard output' | 'standard error';
}

/** A stream that is written whole, at once: what was written is with the system on return. */
export interface OutputStream {
  readonly isTTY: boolean;
  /** Columns of the terminal; 80 where it is none. */
  readonly columns: number;
  /** @throws StreamError (EPIPE, ENOSPC …) where the bytes cannot be written */
  write(data: string | Uint8Array): void;
}

/** Standard input. It can be read once in a command, whole or piece by piece. */
export interface InputStream {
  readonly isTTY: boolean;
  /** The process's own descriptor behind it, where there is one. */
  readonly descriptor?: number;
  /** Pieces as they come; ends at end of input. @throws StreamError */
  pieces(): AsyncIterable<Uint8Array>;
}

/** What `main` is handed: the streams as they are. */
export interface World {
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Working directory: where relative paths start. */
  readonly cwd: string;
  /** Milliseconds since 1970. */
  now(): number;
}

/** What commands are handed: there is no way past the printers to the streams behind them. */
export interface Context extends Omit<World, 'stdout' | 'stderr'> {
  readonly stdout: Printer;
  readonly stderr: Printer;
}

/** Whether there is somebody to ask: standard input and stderr are both terminals. */
export function canAsk({ stdin, stderr }: Context): boolean {
  return stdin.isTTY && stderr.isTTY;
}
