import { hexToUint8Array, uint8ArrayToHex } from 'uint8array-extras';
import type { RsaPublicNumbers } from '../../crypto-provider.ts';

/** As OpenSSL has them (include/openssl/rsa.h): of longer keys, or larger exponents of long ones, it makes nothing. */
const MOST_BITS = 16_384;
const SMALL_BITS = 3072;
const MOST_EXPONENT_BITS = 64;

/**
 * RSAVP1 (RFC 8017, 5.2.2), with everything refused that OpenSSL refuses, so that a page judges a strange key as the
 * command line does.
 *
 * @returns as many bytes as the modulus has; nothing where the block has not as many, or is not below the modulus
 * @example
 * raiseToExponent(officerKey.numbers, signature); // Uint8Array(256)
 */
export function raiseToExponent(
  { modulus, exponent }: RsaPublicNumbers,
  block: Uint8Array,
): Uint8Array | undefined {
  if (block.length !== modulus.length) return undefined;
  const n = toNumber(modulus);
  const e = toNumber(exponent);
  const number = toNumber(block);
  if (number >= n || e >= n || !isTakenByOpenssl(n, e)) return undefined;
  const hex = power(number, e, n).toString(16);
  return hexToUint8Array(hex.padStart(modulus.length * 2, '0'));
}

function isTakenByOpenssl(n: bigint, e: bigint): boolean {
  const bits = bitsOf(n);
  if (bits > MOST_BITS || (bits > SMALL_BITS && bitsOf(e) > MOST_EXPONENT_BITS)) return false;
  // Montgomery's way takes odd moduli alone.
  return n % 2n === 1n;
}

function toNumber(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${uint8ArrayToHex(bytes)}`);
}

function bitsOf(number: bigint): number {
  return number === 0n ? 0 : number.toString(2).length;
}

/** Square and multiply: nothing here is secret. */
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n % modulus;
  let square = base;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    if (rest > 1n) square = (square * square) % modulus;
  }
  return result;
}
