/**
 * Public keys that an enemy would put into a roster, and some that are only unusual.
 */
import type { RsaPublicNumbers } from '../../src/crypto-provider.ts';
import { encodePublicKey } from '../../src/signer/encodings/public-key.ts';
import { takeKey } from './keys.ts';

export interface HostileKey {
  readonly what: string;
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array;
  readonly numbers: RsaPublicNumbers;
  /** Of the reason that is said for it. */
  readonly reason: RegExp;
  /** Whether only its size is the matter, which verify does not mind. */
  readonly isOfOtherSize?: true;
}

/** Keys that no HSM takes. */
export function hostileKeys(): readonly HostileKey[] {
  const n = modulusOf(2048);
  const exponent = /public exponent is/;
  return [
    key('exponent 1', n, 1n, exponent),
    key('exponent 0', n, 0n, exponent),
    key('exponent 2', n, 2n, exponent),
    key('exponent 65536', n, 65_536n, exponent),
    key('exponent 2^64 + 1', n, 2n ** 64n + 1n, /more than 64 bits/),
    key('an exponent as long as the modulus', n, n - 2n, /more than 64 bits/),
    key('an even modulus', n - 1n, 65_537n, /modulus is not odd/),
    key('a modulus with factor 3', multipleOf(3n), 65_537n, /divided by 3,/),
    key('a modulus with factor 751', multipleOf(751n), 65_537n, /divided by 751,/),
    { ...key('1024 bits', modulusOf(1024), 65_537n, /1024 bits/), isOfOtherSize: true },
    { ...key('4096 bits', modulusOf(4096), 65_537n, /4096 bits/), isOfOtherSize: true },
  ];
}

export function key(what: string, modulus: bigint, exponent: bigint, reason: RegExp): HostileKey {
  const numbers = { modulus: toBytes(modulus), exponent: toBytes(exponent) };
  return { what, numbers, spki: encodePublicKey(numbers), reason };
}

export function modulusOf(bits: number): bigint {
  const { n = '' } = takeKey('hostile', { bits }).publicKey.export({ format: 'jwk' });
  return BigInt(`0x${Buffer.from(n, 'base64url').toString('hex')}`);
}

/** An odd modulus of 2048 bits that a prime divides, and no smaller one. */
export function multipleOf(prime: bigint): bigint {
  const smaller = [3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n].filter((other) => other < prime);
  let modulus = modulusOf(2048);
  modulus -= modulus % prime;
  while (modulus % 2n === 0n || hasSmaller(modulus, prime, smaller)) modulus -= prime;
  return modulus;
}

function hasSmaller(modulus: bigint, prime: bigint, smaller: readonly bigint[]): boolean {
  if (smaller.some((other) => modulus % other === 0n)) return true;
  for (let other = 29n; other < prime; other += 2n) if (modulus % other === 0n) return true;
  return false;
}

function toBytes(integer: bigint): Uint8Array {
  const hex = integer.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Uint8Array.from(Buffer.from(even, 'hex'));
}
