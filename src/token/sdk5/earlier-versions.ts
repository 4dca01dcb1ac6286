import { decodeLatin1, encodeLatin1 } from '../../latin1.ts';
import { readJson } from '../json/read-json.ts';
import type { QuorumDocument } from './document.ts';
import { removeSignature } from './edit-document.ts';
import { readSdk5Document } from './read-document.ts';

/** Approvals come one at a time; of files with more of them, the last versions are enough. */
const MOST_VERSIONS = 40;

/**
 * A token file as it is, and as it was before its approvals came, the last first: whoever signed the file
 * itself signed one of these.
 *
 * @returns the bytes of each, also with and without a line end behind them
 */
export function listVersions(document: QuorumDocument): readonly Uint8Array[] {
  const { text } = document.json;
  const spans = (document.signatures?.items ?? []).map(({ span }) => span);
  const end = spans.at(-1)?.end ?? 0;
  const shorter = spans
    .slice(0, -1)
    .toReversed()
    .map((span) => text.slice(0, span.end) + text.slice(end));
  const [first = text] = shorter.slice(-1);
  const versions = [text, ...shorter.slice(0, MOST_VERSIONS), ...removeLast(first)];
  return versions.flatMap((version) => {
    const bare = version.trimEnd();
    return [version, bare, `${bare}\n`].map(encodeLatin1);
  });
}

/** A file of one approval without it; of none there is no such version. */
function removeLast(text: string): readonly string[] {
  const { document: json } = readJson(encodeLatin1(text));
  const document = json && readSdk5Document(json);
  const isOne = document?.kind === 'quorum' && document.signatures?.items.length === 1;
  return isOne ? [decodeLatin1(removeSignature(document, 0))] : [];
}
