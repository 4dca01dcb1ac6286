import type { KeyObject } from 'node:crypto';
import { CommandFailure } from '../../command-failure.ts';

/**
 * A private key as PEM: PKCS#8, under PBES2 with AES-256 where there is a pass phrase (RFC 8018, 6.2);
 * or PKCS#1, unencrypted.
 *
 * @throws Failure of kind `usage` for PKCS#1 with a pass phrase or of another key than RSA
 */
export function encodePrivateKey(
  key: KeyObject,
  passphrase: Buffer | undefined,
  form: 'pkcs8' | 'pkcs1' = 'pkcs8',
): string {
  if (form === 'pkcs1') {
    if (passphrase !== undefined) {
      throw new CommandFailure(
        'usage',
        'PKCS#1 has no encryption that is still in use',
        'write it with --no-passphrase, or leave out --form',
      );
    }
    if (key.asymmetricKeyType !== 'rsa') {
      throw new CommandFailure('usage', `PKCS#1 is for RSA keys, found ${key.asymmetricKeyType}`);
    }
    return key.export({ type: 'pkcs1', format: 'pem' }).toString();
  }
  const encryption = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  return key.export({ type: 'pkcs8', format: 'pem', ...encryption }).toString();
}

/** A public key as PEM, SubjectPublicKeyInfo. */
export function encodePublicKey(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}
