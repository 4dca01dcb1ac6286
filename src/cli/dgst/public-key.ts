import { createPublicKey, type KeyObject } from 'node:crypto';
import { readElement } from '../../signer/der.ts';
import { readPemBlock } from '../../signer/pem.ts';
import type { Context } from '../context.ts';
import type { KeyForm } from './arguments.ts';
import { readKeyFile, unreadableKey } from './key-file.ts';

/**
 * Reads the key of `-verify`: the first public key of the file, PEM or DER, SubjectPublicKeyInfo or
 * PKCS#1. Private keys and certificates are passed over, as openssl does: they are no public keys.
 *
 * @throws DgstError in openssl's words
 */
export function loadPublicKey(name: string, form: KeyForm, context: Context): KeyObject {
  const bytes = readKeyFile(name, 'public key', context);
  const key =
    (form === 'der' ? undefined : readPemKey(bytes)) ??
    (form === 'pem' ? undefined : readDerKey(bytes));
  if (key === undefined) throw unreadableKey(name, 'public key');
  return key;
}

const PEM_TYPES: Readonly<Record<string, 'spki' | 'pkcs1'>> = {
  'PUBLIC KEY': 'spki',
  'RSA PUBLIC KEY': 'pkcs1',
};

function readPemKey(bytes: Buffer): KeyObject | undefined {
  for (
    let block = readPemBlock(bytes);
    block !== undefined;
    block = readPemBlock(bytes, block.end)
  ) {
    const type = PEM_TYPES[block.label];
    if (type === undefined || 'broken' in block) continue;
    const key = createKey(block.data, type);
    if (key !== undefined) return key;
  }
  return undefined;
}

function readDerKey(bytes: Buffer): KeyObject | undefined {
  const whole = readElement(bytes)?.whole;
  if (whole === undefined) return undefined;
  return createKey(whole, 'spki') ?? createKey(whole, 'pkcs1');
}

function createKey(der: Buffer, type: 'spki' | 'pkcs1'): KeyObject | undefined {
  try {
    return createPublicKey({ key: der, format: 'der', type });
  } catch {
    return undefined;
  }
}
