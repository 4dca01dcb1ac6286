/**
 * Asks for a secret on the terminal itself, whatever standard input is: it may be the message.
 */
import { closeSync, openSync, read, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { promisify } from 'node:util';
import { errorCode } from '../files/system-error.ts';
import { tidyOnSignals } from './signals.ts';

/** What became of a question. */
export type Answer =
  | { readonly kind: 'entered'; readonly secret: Buffer }
  /** Ctrl-C, Ctrl-\ or Ctrl-Z (`interrupt`), or Ctrl-D on an empty line, or the terminal went away. */
  | { readonly kind: 'cancelled'; readonly by: 'interrupt' | 'end' }
  | { readonly kind: 'no-terminal' };

const TERMINAL = '/dev/tty';

/** Longest secret in bytes; further keys are not taken. */
const LONGEST = 1023;

const KEY = {
  interrupt: 0x03,
  end: 0x04,
  backspace: 0x08,
  lineFeed: 0x0a,
  enter: 0x0d,
  eraseLine: 0x15,
  eraseWord: 0x17,
  suspend: 0x1a,
  quit: 0x1c,
  delete: 0x7f,
  blank: 0x20,
} as const;

/**
 * Shows a prompt on the controlling terminal and reads one line without echo. Backspace, Ctrl-U and
 * Ctrl-W edit it.
 *
 * No key behind the line is read. Keys do not make signals while the echo is off, and on a signal from
 * elsewhere it is restored before that ends the process.
 *
 * @param prompt written as it is, with no newline; one is written after the line
 * @example
 * const answer = await askOnTerminal('Enter pass phrase for officer1.key:');
 */
export async function askOnTerminal(prompt: string): Promise<Answer> {
  let descriptor: number;
  try {
    descriptor = openSync(TERMINAL, 'r+');
  } catch {
    return { kind: 'no-terminal' };
  }
  // Takes the descriptor over, and closes it when it is destroyed.
  const terminal = new ReadStream(openSync(TERMINAL, 'r+'));
  const done = tidyOnSignals(() => terminal.setRawMode(false));
  try {
    terminal.setRawMode(true);
    writeSync(descriptor, prompt);
    return await readLine(descriptor);
  } finally {
    terminal.setRawMode(false);
    done();
    terminal.destroy();
    writeSync(descriptor, '\n');
    closeSync(descriptor);
  }
}

async function readLine(descriptor: number): Promise<Answer> {
  const line = Buffer.alloc(LONGEST);
  let length = 0;
  for (;;) {
    const key = await readKey(descriptor);
    switch (key) {
      case undefined:
        return cancel(line, 'end');
      case KEY.lineFeed:
      case KEY.enter:
        return { kind: 'entered', secret: line.subarray(0, length) };
      case KEY.interrupt:
      case KEY.quit:
      case KEY.suspend:
        return cancel(line, 'interrupt');
      case KEY.end:
        if (length === 0) return cancel(line, 'end');
        break;
      case KEY.backspace:
      case KEY.delete:
        length = beforeLastCharacter(line, length);
        break;
      case KEY.eraseLine:
        length = 0;
        break;
      case KEY.eraseWord:
        length = beforeLastWord(line, length);
        break;
      default:
        if (length < LONGEST) {
          line[length] = key;
          length += 1;
        }
    }
  }
}

function cancel(line: Buffer, by: 'interrupt' | 'end'): Answer {
  line.fill(0);
  return { kind: 'cancelled', by };
}

/** Bytes 10xxxxxx go on with a character of UTF-8. */
function beforeLastCharacter(line: Buffer, length: number): number {
  let start = Math.max(0, length - 1);
  while (start > 0 && ((line[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}

function beforeLastWord(line: Buffer, length: number): number {
  let start = length;
  while (start > 0 && line[start - 1] === KEY.blank) start -= 1;
  while (start > 0 && line[start - 1] !== KEY.blank) start -= 1;
  return start;
}

const readBytes = promisify(read);

/** @returns nothing at end of input, as when the terminal has gone away */
async function readKey(descriptor: number): Promise<number | undefined> {
  const key = Buffer.alloc(1);
  for (;;) {
    try {
      const { bytesRead } = await readBytes(descriptor, key, 0, 1, null);
      return bytesRead === 0 ? undefined : key[0];
    } catch (error) {
      if (errorCode(error) !== 'EINTR') return undefined;
    }
  }
}
