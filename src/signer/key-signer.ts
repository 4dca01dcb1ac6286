import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { CommandFailure } from '../command-failure.ts';
import { escapeUnsafe } from '../printable.ts';
import type { Signer } from './signer.ts';
import { verifySignature } from './verify.ts';

export interface KeySignerOptions {
  /**
   * Where signatures are made. `pool`, the default: on node's thread pool, so that several are made at
   * once on several cores. `main`: at once, on this thread; a single one is made sooner so, for the
   * pool takes longer to start than a signature.
   */
  readonly threads?: 'pool' | 'main';
}

/**
 * Makes a signer of an RSA key that node:crypto holds. It hands out no signature that its public half
 * does not verify: a damaged key must not put a wrong signature, which may give the key away, into the
 * world.
 *
 * @param name the file's name, for messages and as the signer's description
 * @throws Failure of kind `key` where the key is not RSA
 */
export function createKeySigner(
  key: KeyObject,
  name: string,
  { threads = 'pool' }: KeySignerOptions = {},
): Signer {
  const shown = `"${escapeUnsafe(name)}"`;
  const type = key.asymmetricKeyType;
  if (type !== 'rsa') {
    throw new CommandFailure(
      'key',
      `the key ${shown} is ${nameOfType(type)}, and an RSA key is needed`,
      'make one with "mofn key new"; HSMs take RSA keys of 2048 bits',
    );
  }
  const publicKey = createPublicKey(key);
  let spki: Buffer | undefined;
  return {
    get publicKey() {
      spki ??= publicKey.export({ format: 'der', type: 'spki' });
      return spki;
    },
    description: name,
    sign: async (message) => {
      const signature = await makeSignature(key, message, threads).catch((error: Error) => {
        throw new CommandFailure(
          'key',
          `the key ${shown} cannot sign: ${error.message}`,
          'it is damaged, or shorter than an RSA signature over SHA-256 needs',
          { cause: error },
        );
      });
      if (!verifySignature(publicKey, message, signature)) {
        throw new CommandFailure(
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

async function makeSignature(
  key: KeyObject,
  message: Uint8Array,
  threads: 'pool' | 'main',
): Promise<Buffer> {
  if (threads === 'main') return sign('sha256', message, key);
  return new Promise((resolve, reject) => {
    sign('sha256', message, key, (error, signature) => {
      if (error === null) resolve(signature);
      else reject(error);
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
