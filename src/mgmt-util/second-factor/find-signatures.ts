import type { AuthDataDocument } from '../../token/sdk5/document.ts';
import type { NumberedServer, Shell } from '../shell.ts';
import { WORDS } from '../words.ts';
import type { Challenge } from './challenge.ts';
import type { Answered } from './have-signed.ts';

/**
 * Finds what was signed for each server: by the digest, which no two of them share, and never by place or name.
 *
 * @returns of each server that there is a signature for; of the others it was printed
 */
export function findSignatures(
  { challenges, path }: Answered,
  document: AuthDataDocument,
  shell: Shell,
): ReadonlyMap<NumberedServer, Uint8Array> {
  const found = new Map<NumberedServer, Uint8Array>();
  for (const challenge of challenges) {
    const entry = document.data.find(({ digest }) => isSame(digest?.bytes, challenge));
    const { bytes = undefined, problem = undefined } = entry?.signature ?? {};
    const { index: server, name } = challenge.numbered;
    if (entry === undefined) {
      shell.print(WORDS.notRead(path, WORDS.notAsked(challenge.numbered)));
      shell.note({ code: 'authdata-of-another', path, server, name });
    } else if (bytes === undefined || bytes.length === 0 || problem !== undefined) {
      shell.print(WORDS.notRead(path, WORDS.unsigned(challenge.numbered)));
      shell.note({ code: 'authdata-unsigned', path, server, name });
    } else {
      found.set(challenge.numbered, bytes);
    }
  }
  return found;
}

function isSame(bytes: Uint8Array | undefined, { digest }: Challenge): boolean {
  return bytes !== undefined && Buffer.compare(bytes, digest) === 0;
}
