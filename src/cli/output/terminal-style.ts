import type { OutputStream } from '../context.ts';

/** What is coloured, by what it means; where there is no colour, each gives its text back. */
export interface Style {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly info: (text: string) => string;
  readonly hint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

const asItIs = (text: string): string => text;

const PLAIN: Style = {
  error: asItIs,
  warning: asItIs,
  info: asItIs,
  hint: asItIs,
  good: asItIs,
  strong: asItIs,
  faint: asItIs,
};

/**
 * The style for a stream: coloured on a terminal, and where FORCE_COLOR is set; never where NO_COLOR
 * is (https://no-color.org), nor where TERM is `dumb`.
 */
export async function styleFor(
  stream: OutputStream,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Style> {
  if (!wantsColour(stream, env)) return PLAIN;
  return (await import('./coloured-style.ts')).COLOURED;
}

function wantsColour(
  stream: OutputStream,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  return env['TERM'] !== 'dumb' && stream.isTTY;
}
