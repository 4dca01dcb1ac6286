import { DEVICE_FIELDS } from '../parser/device/fields.ts';

/** A file's bytes, one character a byte. */
export interface Text {
  readonly raw: string;
  /** The same without NULs: what is written in UTF-16 has its letters next to each other. */
  readonly letters: string;
}

/** The six keys, however they are spelt: letter case and blanks do not matter. */
const APPROVAL_KEYS = new RegExp(
  Object.values(DEVICE_FIELDS)
    .map(({ key }) => key.replaceAll(' ', '[ \\t]+'))
    .join('|'),
  'i',
);

/** Each key has one of these words. */
const WORDS = ['approv', 'token'];

/** Whether one of the six keys of an approval file stands anywhere in a text. */
export function mentionsApprovalKey(text: string): boolean {
  const small = text.toLowerCase();
  return WORDS.some((word) => small.includes(word)) && APPROVAL_KEYS.test(text);
}

/** Bytes that stand in no text: control characters, but for those that move a cursor or colour a line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\x00-\x06\x0e-\x1a\x1c-\x1f\x7f]/;

export function hasControlBytes(raw: string): boolean {
  return CONTROL.test(raw);
}
