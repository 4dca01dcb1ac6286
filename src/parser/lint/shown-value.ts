import { type ByteString, fromByteString, showText } from '../text.ts';

const LONGEST = 60;

/** A value as messages quote it: decoded, and cut where it is long. Control characters are in it still. */
export function shownValue(bytes: ByteString): string {
  const text = showText(fromByteString(bytes.slice(0, LONGEST)));
  return bytes.length > LONGEST ? `${text}…` : text;
}
