import type { ConsoleInput, ConsoleTerminal } from '../../terminal/line-reader.ts';
import type { Context } from '../context.ts';

/** Standard input, as the console wants it. */
export interface ConsoleStdin {
  readonly input: ConsoleInput;
  readonly terminal?: ConsoleTerminal;
}

/**
 * Standard input for a console: a pipe is read by its descriptor, as everywhere; a terminal needs the
 * stream that can be put into raw mode, and that lets timers run while it waits.
 */
export function consoleStdin({ stdin, stdout }: Context): ConsoleStdin {
  if (!stdin.isTTY) return { input: stdin.pieces() };
  const stream = process.stdin;
  return {
    input: readTerminal(stream),
    terminal: {
      setRawMode: (on) => stream.setRawMode(on),
      get columns() {
        return stdout.isTTY ? stdout.columns : undefined;
      },
    },
  };
}

/** A terminal that is gone, as when its window was closed, is the end of input. */
async function* readTerminal(stream: NodeJS.ReadStream): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of stream) yield piece as Uint8Array;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EIO') throw error;
  }
}
