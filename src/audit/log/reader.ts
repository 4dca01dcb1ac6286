import type { LogEntry } from '../log-event.ts';
import { TextLogReader } from './text-reader.ts';

/** Takes a log piece by piece. */
export interface LogReader {
  /** The next piece, cut wherever it happens to be: bytes of UTF-8, or characters. */
  push(piece: Uint8Array | string): void;
  /** There are no more. */
  end(): void;
}

/**
 * Reads a log as AWS CloudHSM delivers it, or as `mofn hsm log` prints it, in constant memory.
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
  // What is no UTF-8 becomes U+FFFD, as everywhere where text is shown.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const reader = new TextLogReader(stream, onEntry);
  let isFirst = true;
  const read = (text: string): void => {
    if (text === '') return;
    reader.push(isFirst && text.startsWith('\ufeff') ? text.slice(1) : text);
    isFirst = false;
  };
  return {
    push: (piece) =>
      read(typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true })),
    end: () => {
      read(decoder.decode());
      reader.end();
    },
  };
}
