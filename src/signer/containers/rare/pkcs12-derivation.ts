/**
 * PKCS#12's own derivation of keys (RFC 7292, B.2), which node:crypto does not lend: its hash function is
 * OpenSSL's, and between the rounds others have their turn, such as signals.
 */
import { isUtf8 } from 'node:buffer';
import { hash } from 'node:crypto';
import { viewAsBuffer } from '../../view-as-buffer.ts';

/** What is derived (B.3). */
export const PURPOSES = { key: 1, iv: 2, mac: 3 } as const;

export interface Pkcs12Derivation {
  /** By OpenSSL's name. */
  readonly digest: string;
  readonly salt: Uint8Array;
  readonly iterations: number;
  /** None is another one than the empty one: that has an end. */
  readonly passphrase: Uint8Array | undefined;
}

/** Rounds in a row, some milliseconds. */
const ROUNDS_AT_ONCE = 4096;

/**
 * @param purpose one of {@link PURPOSES}
 * @param length in bytes
 */
export async function derivePkcs12(
  purpose: number,
  length: number,
  { digest, salt, iterations, passphrase }: Pkcs12Derivation,
): Promise<Buffer> {
  const blockLength = /384|512/.test(digest) ? 128 : 64;
  const diversifier = Buffer.alloc(blockLength, purpose);
  const input = Buffer.concat([
    repeat(salt, blockLength),
    repeat(encodePassphrase(passphrase), blockLength),
  ]);
  const pieces: Buffer[] = [];
  for (let made = 0; made < length; ) {
    let piece = hash(digest, Buffer.concat([diversifier, input]), 'buffer');
    for (let round = 1; round < iterations; round += 1) {
      if (round % ROUNDS_AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
      piece = hash(digest, piece, 'buffer');
    }
    pieces.push(piece);
    made += piece.length;
    const added = Buffer.alloc(blockLength, piece);
    for (let at = 0; at < input.length; at += blockLength) {
      addWithOne(input.subarray(at, at + blockLength), added);
    }
  }
  return Buffer.concat(pieces).subarray(0, length);
}

/** To whole blocks; nothing stays nothing. */
function repeat(bytes: Uint8Array, blockLength: number): Buffer {
  const length = blockLength * Math.ceil(bytes.length / blockLength);
  return length === 0 ? Buffer.alloc(0) : Buffer.alloc(length, bytes);
}

/** Adds another number and 1 to one of the same length, big-endian, and drops what goes over. */
function addWithOne(number: Buffer, added: Buffer): void {
  let carry = 1;
  for (let at = number.length - 1; at >= 0; at -= 1) {
    carry += (number[at] ?? 0) + (added[at] ?? 0);
    number[at] = carry & 0xff;
    carry >>= 8;
  }
}

/** UTF-16, the high byte first, with an end (B.1). What is no UTF-8 is taken for Latin-1, as by OpenSSL. */
function encodePassphrase(passphrase: Uint8Array | undefined): Buffer {
  if (passphrase === undefined) return Buffer.alloc(0);
  const text = viewAsBuffer(passphrase).toString(isUtf8(passphrase) ? 'utf8' : 'latin1');
  return Buffer.from(`${text}\0`, 'utf16le').swap16();
}
