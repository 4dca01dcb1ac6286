import type { OutputStream } from '../context.ts';
import type { Style } from './style.ts';

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
