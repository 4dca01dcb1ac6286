/**
 * Public keys that an enemy would put into a roster, and some that are only unusual.
 */
import type { RsaPublicNumbers } from '../../src/crypto-provider.ts';
import { encodeElement, TAG } from '../../src/signer/encodings/der.ts';
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

/**
 * A private key file (PKCS#1, DER) whose public half is a hostile key. It signs rightly where the exponent has
 * an inverse and the modulus is that of a real key; else it is made up.
 */
export function privateFileOf({ numbers }: HostileKey): Uint8Array {
  const [n, e] = [numbers.modulus, numbers.exponent].map(toInteger) as [bigint, bigint];
  const real = takeKey('hostile', { bits: 8 * numbers.modulus.length }).privateKey;
  const { p = '', q = '', n: realN = '' } = real.export({ format: 'jwk' });
  const isReal = toInteger(Buffer.from(realN, 'base64url')) === n;
  const [first, second] = isReal
    ? ([p, q].map((prime) => toInteger(Buffer.from(prime, 'base64url'))) as [bigint, bigint])
    : [factorOf(n), n / factorOf(n)];
  const d = invert(e, (first - 1n) * (second - 1n)) ?? 3n;
  const halves = [d % (first - 1n), d % (second - 1n), invert(second, first) ?? 1n];
  const integers = [0n, n, e, d, first, second, ...halves];
  return encodeElement(TAG.sequence, ...integers.map(encodeInteger));
}

function factorOf(modulus: bigint): bigint {
  return [2n, 3n, 751n].find((prime) => modulus % prime === 0n) ?? 1n;
}

/** By Euclid's algorithm; nothing where there is no inverse. */
function invert(number: bigint, modulus: bigint): bigint | undefined {
  let [rest, next, factor, nextFactor] = [modulus, number % modulus, 0n, 1n];
  while (next !== 0n) {
    const quotient = rest / next;
    [rest, next] = [next, rest - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return rest === 1n ? ((factor % modulus) + modulus) % modulus : undefined;
}

function encodeInteger(integer: bigint): Uint8Array {
  const bytes = toBytes(integer);
  return encodeElement(TAG.integer, ...((bytes[0] ?? 0) >= 0x80 ? [Uint8Array.of(0)] : []), bytes);
}

function toInteger(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function toBytes(integer: bigint): Uint8Array {
  const hex = integer.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Uint8Array.from(Buffer.from(even, 'hex'));
}
