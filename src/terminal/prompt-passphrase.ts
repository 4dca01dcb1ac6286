/**
 * Asks for a secret on the terminal itself, whatever standard input is: it may be the message.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { readDescriptor } from '../files/descriptor.ts';

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
 * The process stands still meanwhile, so that no key behind the line is read, and so that the echo is
 * always restored: keys do not make signals while it is off, and on SIGINT and SIGTERM from elsewhere
 * node itself restores the terminal before it ends the process (a listener for them, were there one,
 * would only run after the line).
 *
 * @param prompt written as it is, with no newline; one is written after the line
 * @example
 * const answer = askOnTerminal('Enter pass phrase for officer1.key:');
 */
export function askOnTerminal(prompt: string): Answer {
  let descriptor: number;
  try {
    descriptor = openSync(TERMINAL, 'r+');
  } catch {
    return { kind: 'no-terminal' };
  }
  // Takes the descriptor over, and closes it when it is destroyed.
  const terminal = new ReadStream(openSync(TERMINAL, 'r+'));
  try {
    terminal.setRawMode(true);
    writeSync(descriptor, prompt);
    return readLine(descriptor);
  } finally {
    terminal.setRawMode(false);
    terminal.destroy();
    writeSync(descriptor, '\n');
    closeSync(descriptor);
  }
}

function readLine(descriptor: number): Answer {
  const line = Buffer.alloc(LONGEST);
  let length = 0;
  for (;;) {
    const key = readKey(descriptor);
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

/** @returns nothing at end of input, as when the terminal has gone away */
function readKey(descriptor: number): number | undefined {
  const key = Buffer.alloc(1);
  try {
    return readDescriptor(descriptor, key) === 0 ? undefined : key[0];
  } catch {
    return undefined;
  }
}
