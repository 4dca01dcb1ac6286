/**
 * RSA keys of primes that were found before, since the search for primes is nearly all of what making a key
 * takes. Two keys may have a prime in common, which anybody can see: they are for tests alone.
 */
import { createPrivateKey, type KeyObject } from 'node:crypto';
// Not read from beside this file, as examples of docstrings are bundled with it.
import primes from './primes.json' with { type: 'json' };

/** By their bits. All are 5 modulo 6, so that 3 can be the public exponent, and begin with two ones. */
const PRIMES: Readonly<Record<string, readonly string[]>> = primes;

/** How many different keys there are of a size; 0 where it has no primes. */
export function countKeys(bits: number): number {
  const { length = 0 } = PRIMES[bits / 2] ?? [];
  return (length * (length - 1)) / 2;
}

/**
 * One of them.
 *
 * @param index 0 to countKeys(bits) - 1
 * @param exponent 3 or 65537
 * @example
 * makeKeyOfPrimes(2048, 7, 65_537).asymmetricKeyDetails?.modulusLength; // 2048
 */
export function makeKeyOfPrimes(bits: number, index: number, exponent: number): KeyObject {
  const [one, other] = pairOf(PRIMES[bits / 2] ?? [], index);
  const [p, q] = one > other ? [one, other] : [other, one];
  const e = BigInt(exponent);
  const d = inverse(e, leastCommonMultiple(p - 1n, q - 1n));
  const numbers = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q, p) };
  const entries = Object.entries(numbers).map(([name, number]) => [name, encode(number)]);
  return createPrivateKey({
    key: { kty: 'RSA', ...Object.fromEntries(entries) },
    format: 'jwk',
  });
}

/** The pairs (1, 0), (2, 0), (2, 1), (3, 0) and so on. */
function pairOf(primes: readonly string[], index: number): readonly [bigint, bigint] {
  let second = index;
  let first = 1;
  while (second >= first) {
    second -= first;
    first += 1;
  }
  return [decode(primes[first] ?? ''), decode(primes[second] ?? '')];
}

function decode(text: string): bigint {
  return BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
}

function encode(number: bigint): string {
  const digits = number.toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex').toString(
    'base64url',
  );
}

function leastCommonMultiple(a: bigint, b: bigint): bigint {
  let [divisor, rest] = [a, b];
  while (rest > 0n) [divisor, rest] = [rest, divisor % rest];
  return (a / divisor) * b;
}

/** By the extended algorithm of Euclid. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [rest, next] = [modulus, value % modulus];
  let [factor, nextFactor] = [0n, 1n];
  while (next > 0n) {
    const times = rest / next;
    [rest, next] = [next, rest - times * next];
    [factor, nextFactor] = [nextFactor, factor - times * nextFactor];
  }
  return factor < 0n ? factor + modulus : factor;
}
