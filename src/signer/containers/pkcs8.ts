/**
 * PKCS#8 (RFC 5208) that is not encrypted.
 */
import { unwrapX500Key } from '../encodings/key-shape.ts';
import { createKeyOfDer } from './create-key.ts';
import type { DerPiece, Opening } from './key-container.ts';

export function openPkcs8({ element }: DerPiece): Opening {
  const inner = unwrapX500Key(element);
  return inner === undefined
    ? createKeyOfDer(element.whole, 'pkcs8')
    : createKeyOfDer(inner, 'pkcs1');
}
