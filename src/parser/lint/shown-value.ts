import { decodeValue } from '../value-text.ts';

const LONGEST = 60;

/** A value as messages quote it: decoded, and cut where it is long. Control characters are in it still. */
export function shownValue(bytes: string): string {
  const text = decodeValue(bytes.slice(0, LONGEST));
  return bytes.length > LONGEST ? `${text}…` : text;
}
