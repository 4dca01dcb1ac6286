import type { SpoiltToken } from '../token/spoilt-token.ts';

const SPOILT: Readonly<Record<SpoiltToken, string>> = {
  cut: 'it begins as a quorum token and does not go on as one: it was cut short, or has something behind it',
  mark: 'it is a quorum token with a byte order mark before it, which tail -c +4 takes away',
  base64: 'it is a quorum token in base64, which base64 -d makes one of again',
};

/**
 * What happened to a file that was a quorum token, and what may help.
 *
 * @example
 * describeSpoiltToken('base64'); // 'it is a quorum token in base64, which base64 -d makes one of again'
 */
export function describeSpoiltToken(how: SpoiltToken): string {
  return SPOILT[how];
}
