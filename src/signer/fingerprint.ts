import { createHash, type KeyObject } from 'node:crypto';
import { encodeRsaPublicKey } from './encodings/ssh-wire.ts';
import { numbersOf } from './rsa-key-object.ts';

/**
 * SHA-256 over the key's SubjectPublicKeyInfo, in hex: what `openssl pkey -pubin -in K -outform DER |
 * sha256sum` prints, and how certificates' keys are pinned (RFC 7469, 2.4).
 *
 * @example
 * fingerprintKey(await openPublicKey(await readFile('officer1.pub'))); // '1f0c…', 64 digits
 */
export function fingerprintKey(publicKey: KeyObject): string {
  const known = fingerprints.get(publicKey);
  if (known !== undefined) return known;
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const fingerprint = createHash('sha256').update(spki).digest('hex');
  fingerprints.set(publicKey, fingerprint);
  return fingerprint;
}

/** Of keys that were asked for before: to export one takes nearly as long as to sign, and a batch asks for each file. */
const fingerprints = new WeakMap<KeyObject, string>();

/**
 * The fingerprint of an RSA key as `ssh-keygen -l` and `ssh-add -l` print it.
 *
 * @returns `SHA256:…`; nothing for a key that is not RSA
 */
export function fingerprintForSsh(publicKey: KeyObject): string | undefined {
  if (publicKey.asymmetricKeyType !== 'rsa') return undefined;
  return fingerprintOfBlob(encodeRsaPublicKey(numbersOf(publicKey)));
}

/**
 * The fingerprint of a public key blob as `ssh-keygen -l` and `ssh-add -l` print it.
 *
 * @example
 * fingerprintOfBlob(blob); // 'SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8'
 */
export function fingerprintOfBlob(blob: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}
