import type { ContentKind } from '../failure-codes/content-kind.ts';
import { hasControlBytes, type Text } from './text.ts';

/** Bytes of RSA signatures, of keys from 1024 to 8192 bits. */
const SIGNATURE_BYTES: readonly number[] = [128, 256, 384, 512, 1024];

/** A signature as it is, or as long as one and as much without structure; or in base64 or hex. */
export function recogniseSignature(
  bytes: Uint8Array,
  { raw, letters }: Text,
): ContentKind | undefined {
  if (SIGNATURE_BYTES.includes(bytes.length) && hasControlBytes(raw) && isRandom(bytes)) {
    return 'signature';
  }
  if (/^[ \t]*-----BEGIN (?:[A-Z0-9 ]+ )?(?:SIGNATURE|CMS|PKCS7)-----/m.test(letters)) {
    return 'signature-text';
  }
  return SIGNATURE_BYTES.includes(lengthDecoded(letters)) ? 'signature-text' : undefined;
}

/** Other binary data repeat themselves: of 128 bytes of a signature, some 100 are different ones. */
function isRandom(bytes: Uint8Array): boolean {
  const start = bytes.subarray(0, 128);
  return new Set(start).size > 64;
}

/** Longest text that can be a signature: hexadecimal digits with a colon between each two, and a heading. */
const LONGEST = 4096;

/** How many bytes a text is, where it is base64 or hexadecimal digits, as openssl prints them; else 0. */
function lengthDecoded(letters: string): number {
  if (letters.length > LONGEST) return 0;
  const text = letters.replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  const hex = text.replace(/^[^\n]*= ?(?=[0-9a-f])/i, '').replace(/[\s:]/g, '');
  if (/^(?:[0-9a-f]{2})+$/i.test(hex)) return hex.length / 2;
  const base64 = text.replace(/[\s"']/g, '');
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) return 0;
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
}
