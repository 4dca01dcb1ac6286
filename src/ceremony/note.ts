/**
 * What an officer noted when signing: `mofn sign --note` keeps it beside the signature, as
 * `SIGNATURE.note`, in lines of `key: value`. No HSM knows of it.
 */

import { type FieldText, joinTexts } from '../parser/text.ts';

/** Most bytes that are read of a note. */
export const NOTE_BYTES = 4096;

export interface SignerNote {
  /** What the officer meant to approve. */
  readonly text: string;
  /** SHA-256 of the file that was signed, hex; where the note tells it. */
  readonly digest: string | undefined;
}

/** Where the note of a signature is kept. */
export function notePathOf(signaturePath: FieldText): FieldText {
  return joinTexts(signaturePath, '.note');
}

/**
 * Reads a note.
 *
 * @param bytes any bytes
 * @returns undefined where there is no line `note: …`
 * @example
 * readNote(new TextEncoder().encode('note: create user bob\n'))?.text; // 'create user bob'
 */
export function readNote(bytes: Uint8Array): SignerNote | undefined {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const note = findValue(text, 'note');
  if (note === undefined) return undefined;
  const digest = findValue(text, 'file-sha256');
  return { text: note, digest: digest && /^[0-9a-f]{64}$/.exec(digest)?.[0] };
}

/** Lines end with LF, as they are written: no CR or U+2028 in a value begins another. */
function findValue(text: string, key: string): string | undefined {
  const line = text.split('\n').find((one) => one.startsWith(`${key}:`));
  return line?.slice(key.length + 1).trim();
}

/** Whether two notes say the same; letter case and the number of blanks do not matter. */
export function isSameNote(one: SignerNote, other: SignerNote): boolean {
  return normalize(one.text) === normalize(other.text);
}

function normalize(text: string): string {
  return text.toLowerCase().replace(/\s+/g, ' ').trim();
}
