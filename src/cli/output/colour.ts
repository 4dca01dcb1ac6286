import type { OutputStream } from '../context.ts';

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
