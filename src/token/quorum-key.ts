/**
 * What a quorum key is: the one rule, for all who read keys. Who applies a key does it with arithmetic
 * of its own.
 */
import { uint8ArrayToHex } from 'uint8array-extras';
import type { RsaPublicNumbers } from '../crypto-provider.ts';
import type { QuorumKeyProblem, RsaKeyFlaw } from '../failure-codes/quorum-key-problem.ts';

export type {
  KeyProblem,
  QuorumKeyProblem,
  RsaKeyFlaw,
} from '../failure-codes/quorum-key-problem.ts';

/** Bits of the RSA keys that HSMs register (AWS CloudHSM user guide, "Using quorum authentication"). */
export const QUORUM_KEY_BITS = 2048;

/** The exponent that OpenSSL and everybody else gives a key. */
const USUAL_EXPONENT = 65_537n;

/** Under 1, the bare padding is its own signature; an even one has no private half. */
const SMALLEST_EXPONENT = 3n;
/** OpenSSL takes no longer ones for large keys either; it bounds the time of a check. */
const LONGEST_EXPONENT_BITS = 64;
/** Primes up to here are looked for in a modulus (NIST SP 800-89, 5.3.3; OpenSSL looks for as many). */
const LARGEST_SMALL_PRIME = 751;

/**
 * Finds why signatures under an RSA key prove nothing, or why no device takes it, its size apart.
 *
 * @returns one flaw or more; none of a key that may be relied on
 * @example
 * const numbers = { modulus: Uint8Array.of(2, 0xf5), exponent: Uint8Array.of(1) };
 * findKeyFlaws(numbers); // [{ code: 'exponent', exponent: '1' }]
 */
export function findKeyFlaws(numbers: RsaPublicNumbers): readonly RsaKeyFlaw[] {
  const known = knownFlaws.get(numbers);
  if (known !== undefined) return known;
  const { modulus, exponent } = numbers;
  const flaws = [
    ...findModulusFlaws(toInteger(modulus)),
    ...findExponentFlaws(toInteger(exponent)),
  ];
  knownFlaws.set(numbers, flaws);
  return flaws;
}

/** Of keys that were looked at: each signature asks for those of all keys again. */
const knownFlaws = new WeakMap<RsaPublicNumbers, readonly RsaKeyFlaw[]>();

/**
 * Finds why an RSA key is no quorum key: one of {@link QUORUM_KEY_BITS} bits, with an odd modulus
 * that no small prime divides, and an odd exponent from 3 to below 2^64.
 *
 * @returns one problem or more; none where HSMs take it
 * @example
 * const numbers = { modulus: Uint8Array.of(2, 0xf5), exponent: Uint8Array.of(3) };
 * findQuorumKeyProblems(numbers); // [{ code: 'size', bits: 10, expected: 2048 }]
 */
export function findQuorumKeyProblems(numbers: RsaPublicNumbers): readonly QuorumKeyProblem[] {
  const bits = bitsOf(toInteger(numbers.modulus));
  const size = { code: 'size', bits, expected: QUORUM_KEY_BITS } as const;
  return [...(bits === QUORUM_KEY_BITS ? [] : [size]), ...findKeyFlaws(numbers)];
}

/** Whether HSMs take the key as an officer's. */
export function isQuorumKey(numbers: RsaPublicNumbers): boolean {
  return findQuorumKeyProblems(numbers).length === 0;
}

/**
 * The exponent of a key that has another one than nearly all keys have. HSMs take the key; its officer
 * may want to know.
 *
 * @returns in decimal; nothing where it is 65,537
 */
export function findUnusualExponent({ exponent }: RsaPublicNumbers): string | undefined {
  const integer = toInteger(exponent);
  return integer === USUAL_EXPONENT ? undefined : integer.toString();
}

function* findModulusFlaws(modulus: bigint): Generator<RsaKeyFlaw> {
  if (modulus % 2n === 0n) {
    yield { code: 'modulus' };
    return;
  }
  const { all, product } = takeSmallPrimes();
  const rest = modulus % product;
  const factor = all.find((prime) => rest % prime === 0n);
  if (factor !== undefined) yield { code: 'modulus-factor', factor: Number(factor) };
}

function* findExponentFlaws(exponent: bigint): Generator<RsaKeyFlaw> {
  if (exponent >> BigInt(LONGEST_EXPONENT_BITS) !== 0n) {
    yield { code: 'exponent-size', maximumBits: LONGEST_EXPONENT_BITS };
  } else if (exponent < SMALLEST_EXPONENT || exponent % 2n === 0n) {
    yield { code: 'exponent', exponent: exponent.toString() };
  }
}

/** @param bytes big-endian */
function toInteger(bytes: Uint8Array): bigint {
  return BigInt(`0x0${uint8ArrayToHex(bytes)}`);
}

function bitsOf(integer: bigint): number {
  return integer === 0n ? 0 : integer.toString(2).length;
}

/** Worked out for the first key that is judged: most starts of the program judge none. */
let smallPrimes: { readonly all: readonly bigint[]; readonly product: bigint } | undefined;

function takeSmallPrimes(): NonNullable<typeof smallPrimes> {
  if (smallPrimes === undefined) {
    const all = findOddPrimes(LARGEST_SMALL_PRIME);
    smallPrimes = { all, product: all.reduce((product, prime) => product * prime, 1n) };
  }
  return smallPrimes;
}

/** The sieve of Eratosthenes. */
function findOddPrimes(largest: number): readonly bigint[] {
  const primes: bigint[] = [];
  const isDivided = new Uint8Array(largest + 1);
  for (let candidate = 3; candidate <= largest; candidate += 2) {
    if (isDivided[candidate] === 1) continue;
    primes.push(BigInt(candidate));
    for (let at = candidate ** 2; at <= largest; at += candidate) isDivided[at] = 1;
  }
  return primes;
}
