import type { ContentKind } from '../failure-codes/content-kind.ts';
import { isToken, RECORD_BYTES } from '../token/record.ts';
import { hasControlBytes, type Text } from './text.ts';

/** Whole records of 80 bytes, and nothing else: a few of them tell as much as all. */
const JUDGED = 32 * RECORD_BYTES;

/** Whether all of a file is records, each of which was looked at: no key is so short that a nonce could be one. */
export function isWholeToken(bytes: Uint8Array): boolean {
  return bytes.length <= JUDGED && recogniseToken(bytes, bytes.length) === 'token';
}

/** @param size of the whole file */
export function recogniseToken(start: Uint8Array, size: number): ContentKind | undefined {
  if (size % RECORD_BYTES !== 0) return undefined;
  return isToken(start.subarray(0, JUDGED)) ? 'token' : undefined;
}

/** A member that only token files, registrations and log-ins of the newer command line have. */
const SDK5_MEMBER = /"(?:approval_data|unsigned|HsmId)"\s*:/;

/** What an envelope around a Statement has, and a draft of a request. */
const REQUEST_MEMBER =
  /"payloadType"\s*:\s*"application\/vnd\.in-toto\+json"|"urn:mofn:request-draft:/;

/** JSON, whole or cut short. No approval file is any: it would have to begin with a bracket. */
export function recogniseJson({ letters }: Text): ContentKind | undefined {
  const text = letters.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '').trimStart();
  // A signature begins so once in some thousands.
  if (hasControlBytes(letters)) return undefined;
  // Also with a line before it that an editor or a shell left there.
  if (SDK5_MEMBER.test(text) && text.includes('{')) return 'sdk5-token';
  if (REQUEST_MEMBER.test(text)) return 'request';
  // Not `[[rules]]`, as files in TOML begin.
  return /^(?:\{\s*["}]|\[[\s[]*["{\]0-9])/.test(text) ? 'json' : undefined;
}
