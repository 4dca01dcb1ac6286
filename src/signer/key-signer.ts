import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { Failure } from '../failure.ts';
import { escapeUnsafe } from '../printable.ts';
import type { Signer } from './signer.ts';
import { verifySignature } from './verify.ts';

/**
 * Makes a signer of an RSA key that node:crypto holds. It signs on node's thread pool, so that several
 * signatures are made at once on several cores, and hands out none that its public half does not
 * verify: a damaged key must not put a wrong signature, which may give the key away, into the world.
 *
 * @param name the file's name, for messages and as the signer's description
 * @throws Failure of kind `key` where the key is not RSA
 */
export function createKeySigner(key: KeyObject, name: string): Signer {
  const shown = `"${escapeUnsafe(name)}"`;
  const type = key.asymmetricKeyType;
  if (type !== 'rsa') {
    throw new Failure(
      'key',
      `the key ${shown} is ${nameOfType(type)}, and an RSA key is needed`,
      'make one with "mofn key new"; HSMs take RSA keys of 2048 bits',
    );
  }
  const publicKey = createPublicKey(key);
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }),
    description: name,
    sign: async (message) => {
      const signature = await signOnThreadPool(key, message, shown);
      if (!verifySignature(publicKey, message, signature)) {
        throw new Failure(
          'key',
          `the key ${shown} is damaged: its public half does not verify what its private half signs`,
          'nothing was written; take the key from a backup',
        );
      }
      return signature;
    },
    close: async () => {},
  };
}

function signOnThreadPool(key: KeyObject, message: Uint8Array, shown: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    sign('sha256', message, key, (error, signature) => {
      if (error === null) {
        resolve(signature);
        return;
      }
      reject(
        new Failure(
          'key',
          `the key ${shown} cannot sign: ${error.message}`,
          'it is damaged, or shorter than an RSA signature over SHA-256 needs',
          { cause: error },
        ),
      );
    });
  });
}

function nameOfType(type: string | undefined): string {
  const names: Readonly<Record<string, string>> = {
    ec: 'an EC key',
    dsa: 'a DSA key',
    'rsa-pss': 'an RSA-PSS key',
    ed25519: 'an Ed25519 key',
    ed448: 'an Ed448 key',
    x25519: 'an X25519 key',
    x448: 'an X448 key',
    dh: 'a DH key',
  };
  return names[type ?? ''] ?? 'no RSA key';
}
