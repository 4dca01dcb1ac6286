import { type FieldText, fromByteString, showText, toByteString } from '../../parser/text.ts';

/** Bytes of a value that are shown. */
const LONGEST = 60;

/** A value in quotes, cut where it is long. Control characters are in it still. */
export function quote(value: FieldText): string {
  const bytes = toByteString(value);
  const shown = showText(fromByteString(bytes.slice(0, LONGEST)));
  return `"${shown}${bytes.length > LONGEST ? '…' : ''}"`;
}

/** A value in quotes, however long. Control characters are in it still. */
export function quoteWhole(value: FieldText): string {
  return `"${showText(value)}"`;
}
