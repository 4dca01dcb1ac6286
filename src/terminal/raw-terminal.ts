import { errorCode } from '../files/system-error.ts';
import type { ConsoleInput, ConsoleTerminal } from './line-reader.ts';
import { endBySignal, tidyOnSignals } from './signals.ts';

/** A terminal as {@link TerminalLines} wants it. */
export interface RawTerminal {
  readonly input: ConsoleInput & { destroy(): unknown };
  readonly terminal: ConsoleTerminal;
}

/**
 * A process's terminal, which can be put into raw mode, and which lets timers run while it waits.
 *
 * @param stream `process.stdin`, where that is a terminal
 * @param columns of the screen; undefined where they are not known
 */
export function openRawTerminal(
  stream: NodeJS.ReadStream,
  columns: () => number | undefined,
): RawTerminal {
  let done: () => void = () => undefined;
  return {
    input: {
      [Symbol.asyncIterator]: () => readTerminal(stream),
      destroy: () => stream.destroy(),
    },
    terminal: {
      setRawMode(on) {
        // On a signal the terminal is put right before that ends the process.
        if (on) done = tidyOnSignals(() => stream.setRawMode(false));
        stream.setRawMode(on);
        if (!on) done();
      },
      get columns() {
        return columns();
      },
    },
  };
}

/** A terminal in raw mode has no end but that it is gone, as when its window was closed. */
async function* readTerminal(stream: NodeJS.ReadStream): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of stream) yield piece as Uint8Array;
  } catch (error) {
    if (errorCode(error) !== 'EIO') throw error;
  }
  // By the signal that comes with the end of its terminal, also where this was seen first. Nobody reads a
  // farewell; and Node, when it ends by itself, aborts with a dump of its memory where the terminal that it
  // would restore is gone.
  await endBySignal('SIGHUP');
}
