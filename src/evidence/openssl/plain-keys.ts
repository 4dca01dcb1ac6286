/** Public keys as openssl reads them. */
import { uint8ArrayToBase64 } from 'uint8array-extras';
import type { OfficerKey } from '../../ceremony/officer-key.ts';
import { encodePublicKey } from '../../signer/encodings/public-key.ts';
import { PIECE_FOLDERS } from '../piece.ts';

/**
 * Where a key stands in a bundle.
 *
 * @param fingerprint SHA-256 of its SPKI, hex
 */
export function plainKeyPath(fingerprint: string): string {
  return `${PIECE_FOLDERS['plain-key']}/key-${fingerprint}.pem`;
}

/** RFC 7468, 13: SubjectPublicKeyInfo, as openssl reads it. */
export function writePlainKey({ numbers }: Pick<OfficerKey, 'numbers'>): Uint8Array {
  const base64 = uint8ArrayToBase64(encodePublicKey(numbers));
  const lines = base64.match(/.{1,64}/g) ?? [];
  const pem = ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''];
  return new TextEncoder().encode(pem.join('\n'));
}
