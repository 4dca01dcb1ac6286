import type { KeyObject } from 'node:crypto';
import { resolve } from 'node:path';
import { openTypedFile, type TypedFile } from '../../../files/read-typed.ts';
import type { World } from '../../context.ts';
import { DgstError } from './dgst-error.ts';

/** Bits of the order of the curves that are in use, by OpenSSL's names for them. */
const CURVE_BITS: Readonly<Record<string, number>> = {
  prime256v1: 256,
  secp256k1: 256,
  secp224r1: 224,
  secp384r1: 384,
  secp521r1: 521,
};

/** More than any signature of a key that is not listed takes. */
const LARGEST = 4096;

/**
 * Reads the file of `-signature`: as many bytes as a signature of this key has at most. What follows
 * them is not looked at, as with openssl (`mofn verify` looks at it, and so does an HSM).
 *
 * @throws DgstError in openssl's words
 */
export function readSignatureFile(path: string, key: KeyObject, context: World): Buffer {
  const file = openSignatureFile(path, context);
  const signature = Buffer.alloc(largestSignature(key));
  let length = 0;
  try {
    while (length < signature.length) {
      const read = file.read(signature.subarray(length));
      if (read === 0) break;
      length += read;
    }
  } catch {
    length = 0;
  } finally {
    file.close();
  }
  if (length === 0) throw new DgstError(`Error reading signature file ${path}`);
  return signature.subarray(0, length);
}

/** @throws DgstError in openssl's words where it cannot be opened */
export function openSignatureFile(path: string, context: World): TypedFile {
  try {
    if (path === '') throw new Error('empty path');
    return openTypedFile(resolve(context.cwd, path));
  } catch (error) {
    throw new DgstError(`Error opening signature file ${path}`, { cause: error });
  }
}

function largestSignature(key: KeyObject): number {
  const { modulusLength, namedCurve, divisorLength } = key.asymmetricKeyDetails ?? {};
  const isRsa = key.asymmetricKeyType?.startsWith('rsa') === true;
  if (isRsa && modulusLength !== undefined) return Math.ceil(modulusLength / 8);
  const orderBits = divisorLength ?? CURVE_BITS[namedCurve ?? ''];
  if (orderBits === undefined) return LARGEST;
  // Two integers of the order's size (and a zero byte where its first bit is set), each with a head.
  const integer = 2 + Math.floor(orderBits / 8) + 1;
  const content = 2 * integer;
  return content + (content < 0x80 ? 2 : 3);
}
