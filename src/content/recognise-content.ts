/**
 * What some bytes are: so that a key that is handed over in the place of an approval file is named as
 * what it is, and never shown. Pure; it opens nothing, asks for no pass phrase, and verifies nothing.
 */
import type { ContentKind } from '../failure-codes/content-kind.ts';
import { decodeLatin1 } from '../latin1.ts';
import { recogniseKey } from './key-files.ts';
import { recogniseSignature } from './signatures.ts';
import { hasControlBytes, mentionsApprovalKey, type Text } from './text.ts';
import { isWholeToken, recogniseJson, recogniseToken } from './tokens.ts';

export type { ContentKind } from '../failure-codes/content-kind.ts';

/** A file of an archive, or the end of an empty one (APPNOTE.TXT, 4.3.7 and 4.3.16). */
const ZIP = ['PK\x03\x04', 'PK\x05\x06'];

/** Bytes at the beginning of a file that are looked at. */
const LOOKED_AT = 1 << 20;

/**
 * What a file's bytes are. A private key counts before all else, in whichever container, whole or not,
 * encrypted or not, wherever in the file its PEM block begins.
 *
 * @param bytes the whole file, any bytes at all; of large ones, the first MiB is looked at
 * @example
 * recogniseContent(await readFile('officer1.key')); // 'private-key'
 */
export function recogniseContent(bytes: Uint8Array): ContentKind {
  if (bytes.length === 0) return 'empty';
  // What most files are that are signed; nothing else has a place in one.
  if (isWholeToken(bytes)) return 'token';
  const start = bytes.subarray(0, LOOKED_AT);
  const raw = decodeLatin1(start);
  // Letters of UTF-16 and UTF-32, of either byte order, with or without a mark.
  const text: Text = { raw, letters: raw.replaceAll('\0', '') };
  const key = recogniseKey(start, text);
  if (key === 'private-key') return key;
  // What stands in it is not looked at: its files may be anything.
  if (ZIP.some((start) => raw.startsWith(start))) return 'zip';
  return (
    recogniseJson(text) ??
    recogniseApproval(text) ??
    recogniseToken(start, bytes.length) ??
    key ??
    recogniseSignature(bytes, text) ??
    recognisePem(text) ??
    (hasControlBytes(raw) ? 'binary' : 'text')
  );
}

function recogniseApproval({ raw, letters }: Text): ContentKind | undefined {
  if (mentionsApprovalKey(raw)) return 'approval';
  return mentionsApprovalKey(letters) ? 'utf-16-approval' : undefined;
}

function recognisePem({ letters }: Text): ContentKind | undefined {
  return /^[ \t]*-----BEGIN [^\r\n]*-----/m.test(letters) ? 'pem' : undefined;
}
