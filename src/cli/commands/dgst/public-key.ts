import { createPublicKey, type KeyObject } from 'node:crypto';
import { readElement } from '../../../signer/encodings/der.ts';
import { shapeOf } from '../../../signer/encodings/key-shape.ts';
import { readPemBlock } from '../../../signer/encodings/pem.ts';
import { viewAsBuffer } from '../../../signer/view-as-buffer.ts';
import type { World } from '../../context.ts';
import { readKeyFile, unreadableKey } from './key-file.ts';
import type { KeyForm } from './option-values.ts';

/**
 * Reads the key of `-verify`: the first public key of the file, PEM or DER, SubjectPublicKeyInfo or
 * PKCS#1. Private keys and certificates are passed over, as openssl does: they are no public keys.
 *
 * @throws DgstError in openssl's words
 */
export function loadPublicKey(name: string, form: KeyForm, context: World): KeyObject {
  const bytes = readKeyFile(name, 'public key', context);
  const key =
    (form === 'der' ? undefined : readPemKey(bytes)) ??
    (form === 'pem' ? undefined : readDerKey(bytes));
  if (key === undefined) throw unreadableKey(name, 'public key');
  return key;
}

/** Labels under which OpenSSL looks for keys; what is in the block tells of which kind it is. */
const KEY_LABEL = /^(?:(?:RSA|EC|DSA) )?(?:PUBLIC|PRIVATE) KEY$/;

function readPemKey(bytes: Buffer): KeyObject | undefined {
  for (
    let block = readPemBlock(bytes);
    block !== undefined;
    block = readPemBlock(bytes, block.end)
  ) {
    if (!KEY_LABEL.test(block.label) || 'broken' in block) continue;
    const key = readDerKey(block.data);
    if (key !== undefined) return key;
  }
  return undefined;
}

function readDerKey(bytes: Uint8Array): KeyObject | undefined {
  const element = readElement(bytes);
  if (element === undefined) return undefined;
  switch (shapeOf(element)) {
    case 'spki':
      return createKey(element.whole, 'spki');
    case 'pkcs1-public':
      return createKey(element.whole, 'pkcs1');
    default:
      return undefined;
  }
}

function createKey(der: Uint8Array, type: 'spki' | 'pkcs1'): KeyObject | undefined {
  try {
    return createPublicKey({ key: viewAsBuffer(der), format: 'der', type });
  } catch {
    return undefined;
  }
}
