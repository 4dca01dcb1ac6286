import { createPublicKey, type KeyObject, sign } from 'node:crypto';
import { Failure } from '../failure.ts';
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
  const type = key.asymmetricKeyType;
  if (type !== 'rsa') throw new Failure('not-rsa', { name, type });
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
        throw new Failure('cannot-sign', { name, detail: error.message }, { cause: error });
      });
      if (!verifySignature(publicKey, message, signature)) {
        throw new Failure('key-halves-differ', { name });
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
