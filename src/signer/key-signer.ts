import { constants, createPublicKey, type KeyObject, privateEncrypt, sign } from 'node:crypto';
import { Failure } from '../failure.ts';
import { encodeSha256Info } from './encodings/pkcs1-block.ts';
import { type OpenedSigner, openedSigner } from './signer.ts';
import { matchesKey, matchesKeyOfDigest } from './verify.ts';

export interface KeySignerOptions {
  /** The key's name for people, such as its file: for failures, and as the signer's description. */
  readonly name?: string | undefined;
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
 * @param key a private key
 * @throws Failure `not-rsa`
 * @example
 * const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
 * const signer = createKeySigner(privateKey, { name: 'officer1' });
 */
export function createKeySigner(
  key: KeyObject,
  { name, threads = 'pool' }: KeySignerOptions = {},
): OpenedSigner {
  const type = key.asymmetricKeyType;
  if (type !== 'rsa') throw new Failure('not-rsa', { name, type });
  const publicKey = createPublicKey(key);
  const cannotSign = (error: Error): never => {
    throw new Failure('cannot-sign', { name, detail: error.message }, { cause: error });
  };
  return openedSigner({
    publicKey,
    description: name ?? 'a private key',
    sign: async (message) => {
      const signature = await makeSignature(key, message, threads).catch(cannotSign);
      if (matchesKey(publicKey, message, signature)) return signature;
      throw new Failure('key-halves-differ', { name });
    },
    signDigest: async (digest) => {
      const signature = await makeSignatureOfDigest(key, digest).catch(cannotSign);
      if (matchesKeyOfDigest(publicKey, digest, signature)) return signature;
      throw new Failure('key-halves-differ', { name });
    },
    close: async () => {},
  });
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

async function makeSignatureOfDigest(key: KeyObject, digest: Uint8Array): Promise<Buffer> {
  const padding = constants.RSA_PKCS1_PADDING;
  return privateEncrypt({ key, padding }, encodeSha256Info(digest));
}
