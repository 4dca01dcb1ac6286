/** What people read of what is signed in a registration or a log-in. */
import { uint8ArrayToHex } from 'uint8array-extras';
import { decodeLatin1 } from '../latin1.ts';
import { countNoun } from './count-noun.ts';

/** Why bare digests are not signed like anything else. */
export const MAY_APPROVE =
  'a digest does not show what it is of: its signature may count as your approval of a quorum token, or your signature of a request';

/** Text as text; all else in hex. Safe to show. */
export function describeData(data: Uint8Array): string {
  const isText = data.every((byte) => byte >= 0x20 && byte < 0x7f);
  const shown = isText ? `"${decodeLatin1(data)}"` : uint8ArrayToHex(data);
  return `${shown} (${countNoun(data.length, 'byte')})`;
}
