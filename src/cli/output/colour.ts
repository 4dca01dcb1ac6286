import type { OutputStream } from '../context.ts';
import type { Paint } from '../printer.ts';

type Format = 'bold' | 'red' | 'yellow' | 'blue' | 'cyan' | 'green' | 'dim';

const FORMATS: Readonly<Record<Paint, Format[]>> = {
  error: ['bold', 'red'],
  warning: ['bold', 'yellow'],
  info: ['bold', 'blue'],
  hint: ['cyan'],
  good: ['green'],
  strong: ['bold'],
  faint: ['dim'],
};

/** Colours a text for a terminal. */
export function applyPaint(paint: Paint, text: string): string {
  if (text === '') return '';
  // Whether the stream is to be coloured was asked already.
  const options = { validateStream: false };
  return process.getBuiltinModule('node:util').styleText(FORMATS[paint], text, options);
}

/**
 * Whether a stream is coloured: on a terminal, and where FORCE_COLOR is set; never where NO_COLOR is
 * (https://no-color.org), nor where TERM is `dumb`.
 */
export function wantsColour(
  stream: OutputStream,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  return env['TERM'] !== 'dumb' && stream.isTTY;
}
