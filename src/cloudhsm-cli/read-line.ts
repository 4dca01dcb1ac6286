/**
 * A line of the shell, which may be several: a backslash at the end of one takes the next to it.
 */

import { splitLine } from '../split-line.ts';
import {
  type Completer,
  type Completion,
  type LineReader,
  LONGEST_LINE,
} from '../terminal/line-reader.ts';

/** Lines that one may consist of. */
const MOST_LINES = 1_000;

/** A whole line, or why there is none. */
export type WholeLine =
  /** Its newlines are those that a backslash stands before. */
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'interrupt' }
  | { readonly kind: 'too-long' }
  /** Input ended where another line was to come. */
  | { readonly kind: 'unfinished' };

/**
 * Reads a line and those that it goes on in. The prompt stands before the first; before the others stands
 * none, as in the documented sessions, where they are indented by hand.
 *
 * @param complete what Tab does, with all of the line before the cursor
 */
export async function readWholeLine(
  lines: LineReader,
  prompt: string,
  complete: Completer,
): Promise<WholeLine> {
  let text = '';
  for (let count = 1; ; count++) {
    const reading = await lines.read(count === 1 ? prompt : '', 'command', (before) =>
      completeWhole(text, before, complete),
    );
    if (reading.kind === 'end') return { kind: count === 1 ? 'end' : 'unfinished' };
    if (reading.kind === 'interrupt') return reading;
    text += reading.text;
    if (text.length > LONGEST_LINE || count > MOST_LINES) {
      return skipRest(lines, reading.text);
    }
    if (splitLine(text).kind !== 'continues') return { kind: 'line', text };
    text += '\n';
  }
}

/** What follows a line that was too long belongs to it, and must not be taken for commands. */
async function skipRest(lines: LineReader, last: string): Promise<WholeLine> {
  let line = last;
  while (endsWithBackslash(line)) {
    const reading = await lines.read('', 'command');
    if (reading.kind !== 'line') return reading;
    line = reading.text;
  }
  return { kind: 'too-long' };
}

function endsWithBackslash(line: string): boolean {
  let backslashes = 0;
  while (line[line.length - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

async function completeWhole(
  earlier: string,
  before: string,
  complete: Completer,
): Promise<Completion> {
  // A line that goes on may be indented with tabs, above all one that is pasted.
  if (earlier !== '' && before.trim() === '') {
    return { from: before.length, text: ' ', candidates: [] };
  }
  const completion = await complete(earlier + before);
  const from = Math.max(0, completion.from - earlier.length);
  return { ...completion, from };
}
