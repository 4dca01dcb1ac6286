import type { LogEntry } from '../log-event.ts';
import { ContainerFinder, type LogContainer } from './container.ts';
import { JsonLogReader } from './json-reader.ts';
import { TextLogReader } from './text-reader.ts';

/** Takes a log piece by piece. */
export interface LogReader {
  /**
   * The next piece, cut wherever it happens to be: bytes of UTF-8, or characters, and all of one kind.
   *
   * @throws Failure `log-json`
   */
  push(piece: Uint8Array | string): void;
  /**
   * There are no more.
   *
   * @throws Failure `log-json`
   */
  end(): void;
}

/**
 * Reads a log as AWS CloudHSM delivers it, as text of one stream or as JSON of `aws logs`, or as `mofn hsm log`
 * prints it; in constant memory.
 *
 * What cannot be read as an event is told as an oddity, with its place, in its turn; no line is left out
 * silently but those that no document knows, of which an event may have any number.
 *
 * @param stream what the stream is called where the log does not say it
 * @param onEntry gets each event and each oddity, in the order of the log, before `push` or `end` returns
 * @example
 * const reader = createLogReader('hsm-1', (entry) => console.log(entry.kind));
 * reader.push('Time: 01/16/18 01:48:49.824999, usecs:1516067329824999\n');
 * reader.end(); // prints oddity: there is no more of this event
 */
export function createLogReader(stream: string, onEntry: (entry: LogEntry) => void): LogReader {
  const finder = new ContainerFinder();
  let reader: LogReader | undefined;
  const begin = (container: LogContainer): LogReader => {
    reader =
      container === 'json'
        ? new JsonLogReader(stream, onEntry)
        : new DecodedLogReader(new TextLogReader(stream, onEntry));
    for (const piece of finder.held) reader.push(piece);
    return reader;
  };
  return {
    push: (piece) => {
      if (reader !== undefined) {
        reader.push(piece);
        return;
      }
      const container = finder.take(piece);
      if (container !== undefined) begin(container);
    },
    end: () => (reader ?? begin('text')).end(),
  };
}

/** What is no UTF-8 becomes U+FFFD, as everywhere where text is shown. */
class DecodedLogReader implements LogReader {
  readonly #reader: TextLogReader;
  readonly #decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  #isFirst = true;

  constructor(reader: TextLogReader) {
    this.#reader = reader;
  }

  push(piece: Uint8Array | string): void {
    this.#read(typeof piece === 'string' ? piece : this.#decoder.decode(piece, { stream: true }));
  }

  end(): void {
    this.#read(this.#decoder.decode());
    this.#reader.end();
  }

  #read(text: string): void {
    if (text === '') return;
    this.#reader.push(this.#isFirst && text.startsWith('\ufeff') ? text.slice(1) : text);
    this.#isFirst = false;
  }
}
