import { recogniseContent } from '../../../../content/recognise-content.ts';
import { decodeLatin1 } from '../../../../latin1.ts';
import { looksLikeJson } from '../../../../token/json/looks-like-json.ts';
import { LARGEST_JSON_BYTES, readJson } from '../../../../token/json/read-json.ts';
import { readSdk5Document } from '../../../../token/sdk5/read-document.ts';

/** How much of a file has to be looked at to tell. */
export const LOOKED_AT: number = LARGEST_JSON_BYTES + 1;

/**
 * Whether a file is signed as one of the newer command line, or not at all: JSON of it, and what is too broken to
 * tell. Any other text is a message like all others.
 */
export function isSdk5File(bytes: Uint8Array): boolean {
  if (recogniseContent(bytes) === 'sdk5-token') return true;
  if (!looksLikeJson(bytes) || bytes.length > LARGEST_JSON_BYTES) return false;
  const { document } = readJson(bytes);
  if (document !== undefined) return readSdk5Document(document) !== undefined;
  return MEMBERS.test(decodeLatin1(bytes));
}

/** What such a file has one of, be it broken: nothing else that begins with a brace is taken for one. */
const MEMBERS = /"(?:approval_data|tokens?|signatures|unsigned|Data|Digest)"/;
