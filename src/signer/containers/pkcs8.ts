/**
 * PKCS#8 (RFC 5208), in the encryptions that OpenSSL 3 still has.
 */
import { createPrivateKey } from 'node:crypto';
import { unwrapX500Key } from '../encodings/key-shape.ts';
import { viewAsBuffer } from '../view-as-buffer.ts';
import { createKeyOfDer } from './create-key.ts';
import type { DerPiece, Opening, OpeningTools } from './key-container.ts';

export function openPkcs8({ element }: DerPiece): Opening {
  const inner = unwrapX500Key(element);
  return inner === undefined
    ? createKeyOfDer(element.whole, 'pkcs8')
    : createKeyOfDer(inner, 'pkcs1');
}

export async function openEncryptedPkcs8(
  { element }: DerPiece,
  { ask }: OpeningTools,
): Promise<Opening> {
  const passphrase = Buffer.from(await ask());
  try {
    return {
      key: createPrivateKey({
        key: viewAsBuffer(element.whole),
        format: 'der',
        type: 'pkcs8',
        passphrase,
      }),
    };
  } catch {
    return { why: 'wrong-passphrase' };
  }
}
