import { createHash, type KeyObject } from 'node:crypto';
import { encodeString, fingerprintOf } from './ssh-wire.ts';

/**
 * SHA-256 over the key's SubjectPublicKeyInfo, in hex: what `openssl pkey -pubin -in K -outform DER |
 * sha256sum` prints, and how certificates' keys are pinned (RFC 7469, 2.4).
 *
 * @example
 * fingerprintKey(await openPublicKey(bytes, { name: 'officer1.pub' })); // '1f0c…', 64 digits
 */
export function fingerprintKey(publicKey: KeyObject): string {
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  return createHash('sha256').update(spki).digest('hex');
}

/**
 * The fingerprint of an RSA key as `ssh-keygen -l` and `ssh-add -l` print it.
 *
 * @returns `SHA256:…`; nothing for a key that is not RSA
 */
export function fingerprintForSsh(publicKey: KeyObject): string | undefined {
  if (publicKey.asymmetricKeyType !== 'rsa') return undefined;
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  // RFC 4253, 6.6, with the numbers as RFC 4251 has them: a first bit that is set would be a sign.
  const blob = [Buffer.from('ssh-rsa'), encodeUnsigned(e), encodeUnsigned(n)].map(encodeString);
  return fingerprintOf(Buffer.concat(blob));
}

function encodeUnsigned(base64url: string): Buffer {
  const bytes = Buffer.from(base64url, 'base64url');
  return (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes;
}
