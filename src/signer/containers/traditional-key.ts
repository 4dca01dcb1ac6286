/**
 * Keys as they were before PKCS#8, each type in a layout of its own: PKCS#1 (RFC 8017, A.1.2), SEC1
 * (RFC 5915, 3), and that of OpenSSL for DSA. Under the PEM label of another type they are passed over.
 */
import { createPrivateKey } from 'node:crypto';
import type { KeyType } from '../encodings/pem-labels.ts';
import { viewAsBuffer } from '../view-as-buffer.ts';
import { createKeyOfDer } from './create-key.ts';
import type { DerPiece, Opening } from './key-container.ts';

export function openPkcs1({ element, type }: DerPiece): Opening {
  return isOf('rsa', type) ? createKeyOfDer(element.whole, 'pkcs1') : undefined;
}

export function openSec1({ element, type }: DerPiece): Opening {
  return isOf('ec', type) ? createKeyOfDer(element.whole, 'sec1') : undefined;
}

/** node:crypto reads this layout in PEM alone. */
export function openDsaKey({ element, type }: DerPiece): Opening {
  if (!isOf('dsa', type)) return undefined;
  const body = viewAsBuffer(element.whole).toString('base64').replace(/.{64}/g, '$&\n');
  const pem = `-----BEGIN DSA PRIVATE KEY-----\n${body}\n-----END DSA PRIVATE KEY-----\n`;
  try {
    return { key: createPrivateKey(pem) };
  } catch {
    return { why: 'key-damaged' };
  }
}

function isOf(type: KeyType, labelled: KeyType): boolean {
  return labelled === 'any' || labelled === type;
}
