import { createPublicKey, createSign, createVerify, type KeyObject } from 'node:crypto';
import type { World } from '../../context.ts';
import type { DgstRequest } from './arguments.ts';
import { isDerSignature } from './der-signature.ts';
import { DgstError } from './dgst-error.ts';
import { DEFAULT_SIGNATURE_DIGEST, type Digest, findDigest } from './digests.ts';
import { readSignatureFile } from './signature-file.ts';
import { readSignatureOptions, type SignatureOptions } from './signature-options.ts';

/** What is done with a key: fed with the message, it ends in a signature or in an answer. */
export interface KeyWork {
  /** The name in front of a signature over a file: `RSA-SHA2-256`. */
  readonly signatureLabel: string;
  /** The name in front of one over standard input: `SHA2-256`. */
  readonly digestLabel: string;
  update(piece: Uint8Array): void;
  /** @throws DgstError in openssl's words */
  finish(): KeyResult | Promise<KeyResult>;
}

/** A signature, or whether the one that was handed in is right. */
export type KeyResult =
  | { readonly kind: 'signature'; readonly signature: Buffer }
  | { readonly kind: 'verdict'; readonly verified: boolean };

/** Types of keys that sign a digest, and how openssl shows them. */
const KEY_LABELS: Readonly<Record<string, string>> = {
  rsa: 'RSA',
  'rsa-pss': 'RSA-PSS',
  ec: 'EC',
  dsa: 'DSA',
};

/**
 * Checks that key, digest and options go together, and reads the signature where there is one.
 *
 * @param asked the digest that was named, if one was
 * @throws DgstError in openssl's words
 */
export function prepareKeyWork(
  key: KeyObject,
  asked: Digest | undefined,
  request: DgstRequest,
  context: World,
): KeyWork {
  const type = key.asymmetricKeyType ?? '';
  // These sign messages, not digests.
  if (type === 'ed25519' || type === 'ed448') {
    throw new DgstError('Key type not supported for this operation');
  }
  const keyLabel = KEY_LABELS[type];
  const digest = chooseDigest(key, asked);
  const { algorithm } = digest ?? {};
  if (keyLabel === undefined || digest === undefined || algorithm === undefined) {
    throw new DgstError('Error setting context');
  }
  const options = readSignatureOptions(request, key, digest);
  const signature =
    request.signaturePath === undefined
      ? undefined
      : readSignatureFile(request.signaturePath, key, context);
  return {
    signatureLabel: `${keyLabel}-${digest.label}`,
    digestLabel: digest.label,
    ...(signature === undefined
      ? signing(key, algorithm, options)
      : request.verifies
        ? verifying(key, algorithm, options, signature)
        : refusing()),
  };
}

/** The digest that was asked for, or the key's own; nothing where the key does not sign it. */
function chooseDigest(key: KeyObject, asked: Digest | undefined): Digest | undefined {
  const isRsa = key.asymmetricKeyType?.startsWith('rsa') === true;
  // A key of type RSA-PSS may be bound to one.
  const own = findDigest(key.asymmetricKeyDetails?.hashAlgorithm ?? '');
  const digest = asked ?? own ?? DEFAULT_SIGNATURE_DIGEST;
  if (own !== undefined && own.algorithm !== digest.algorithm) return undefined;
  if (digest.signableBy === 'none' || (digest.signableBy === 'all-but-rsa' && isRsa)) {
    return undefined;
  }
  return digest;
}

type Steps = Pick<KeyWork, 'update' | 'finish'>;

// The signature is checked before it leaves: one made by a damaged key, or by a fault, can give the
// key away. That takes a second hash of the message, and little else.
function signing(key: KeyObject, algorithm: string, options: SignatureOptions): Steps {
  const sign = createSign(algorithm);
  const check = createVerify(algorithm);
  return {
    update(piece) {
      sign.update(piece);
      check.update(piece);
    },
    finish() {
      let signature: Buffer;
      try {
        signature = sign.sign({ key, ...options });
      } catch (error) {
        throw new DgstError('Error signing data', { cause: error });
      }
      if (!check.verify({ key: createPublicKey(key), ...options }, signature)) {
        throw new DgstError('Error signing data\nthe key is damaged: its halves do not match');
      }
      return { kind: 'signature', signature };
    },
  };
}

function verifying(
  key: KeyObject,
  algorithm: string,
  options: SignatureOptions,
  signature: Buffer,
): Steps {
  const verify = createVerify(algorithm);
  return {
    update(piece) {
      verify.update(piece);
    },
    finish() {
      if (options.dsaEncoding === 'der' && !isDerSignature(signature)) {
        throw new DgstError('Error verifying data');
      }
      const publicKey = key.type === 'private' ? createPublicKey(key) : key;
      return {
        kind: 'verdict',
        verified: verify.verify({ key: publicKey, ...options }, signature),
      };
    },
  };
}

// `-sign` with `-signature` is taken by openssl for a verification that fails.
function refusing(): Steps {
  return {
    update() {},
    finish: () => ({ kind: 'verdict', verified: false }),
  };
}
