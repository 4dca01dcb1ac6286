/**
 * PEM blocks that hold DER: plain, or under the encryption of old PEM files.
 */
import { readSized } from '../encodings/der.ts';
import { shapeOf } from '../encodings/key-shape.ts';
import type { PemBlock } from '../encodings/pem.ts';
import { keyTypeOf } from '../encodings/pem-labels.ts';
import type { Opening, OpeningTools } from './key-container.ts';
import { decryptPem, readPemEncryption } from './pem-encryption.ts';

/** @returns the DER in it; a refusal where its headers or its body are none */
export function openPem({ label, headers, data }: PemBlock): Opening {
  const encryption = readPemEncryption(headers);
  if (encryption.kind === 'malformed')
    return { why: 'key-block-broken', label, problem: encryption.problem };
  const inside = readSized(data)?.element;
  if (inside === undefined) return { why: 'key-block-broken', label, problem: 'no-der' };
  return { inside, type: keyTypeOf(label) ?? 'none' };
}

/** Opens a block whose headers name a cipher that node:crypto has. */
export async function openEncryptedPem(
  { label, headers, data }: PemBlock,
  { ask }: OpeningTools,
): Promise<Opening> {
  const encryption = readPemEncryption(headers);
  if (encryption.kind !== 'encrypted') return undefined;
  const plain = decryptPem(data, encryption.encryption, await ask());
  const inside = plain && readSized(plain)?.element;
  // A wrong pass phrase leaves a padding that looks right once in 256 times, and rubbish before it.
  if (inside === undefined || shapeOf(inside) === 'other') return { why: 'wrong-passphrase' };
  return { inside, type: keyTypeOf(label) ?? 'none' };
}
