/**
 * Microsoft's private key formats, which OpenSSL reads: PRIVATEKEYBLOB ("RSA2"), and PVK around it.
 * Layouts: Microsoft's "RSA Provider Key BLOBs"; PVK has no public specification, the layout is the
 * one that `openssl rsa -outform PVK` writes.
 */
import { createPrivateKey } from 'node:crypto';
import type { OpenedKey, Opening } from '../key-container.ts';

const PVK_MAGIC = 0xb0b5f11e;
const PVK_HEADER = 24;
const BLOB_HEADER = 20;

/**
 * @param bytes what starts with an unencrypted PVK or a BLOB; what follows is left alone
 * @returns nothing where it is no whole RSA key
 */
export function openMicrosoftKey(bytes: Buffer): Opening {
  const isPvk = bytes.length >= PVK_HEADER && bytes.readUInt32LE(0) === PVK_MAGIC;
  return readBlob(isPvk ? bytes.subarray(PVK_HEADER + bytes.readUInt32LE(16)) : bytes);
}

function readBlob(blob: Buffer): OpenedKey | undefined {
  if (blob.length < BLOB_HEADER || blob.toString('latin1', 8, 12) !== 'RSA2') return undefined;
  const bytes = Math.ceil(blob.readUInt32LE(12) / 8);
  const half = Math.ceil(blob.readUInt32LE(12) / 16);
  const sizes = [bytes, half, half, half, half, half, bytes];
  const numbers: string[] = [];
  let position = BLOB_HEADER;
  for (const size of sizes) {
    if (position + size > blob.length) return undefined;
    const littleEndian = Buffer.from(blob.subarray(position, position + size));
    numbers.push(littleEndian.reverse().toString('base64url'));
    position += size;
  }
  const [n, p, q, dp, dq, qi, d] = numbers;
  const exponent = Buffer.alloc(4);
  exponent.writeUInt32BE(blob.readUInt32LE(16));
  const key = { kty: 'RSA', n, e: exponent.toString('base64url'), d, p, q, dp, dq, qi };
  try {
    return {
      key: createPrivateKey({ key, format: 'jwk' } as Parameters<typeof createPrivateKey>[0]),
    };
  } catch {
    return undefined;
  }
}
