// A CryptoProvider of nothing but numbers, as a web page could have one that must not wait.
import { hexToUint8Array, uint8ArrayToHex } from 'uint8array-extras';
import type { CryptoProvider } from '../../src/crypto-provider.ts';

export const arithmetic: CryptoProvider = {
  sha256,
  hash: (name, bytes) => (name === 'sha256' ? sha256(bytes) : undefined),
  publicOperation({ modulus, exponent }, block) {
    const n = toNumber(modulus);
    const number = toNumber(block);
    if (block.length !== modulus.length || number >= n) return undefined;
    const hex = powerOf(number, toNumber(exponent), n).toString(16);
    return hexToUint8Array(hex.padStart(modulus.length * 2, '0'));
  },
};

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${uint8ArrayToHex(bytes)}`);
}

function powerOf(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** The first 32 bits of the fraction of a prime's root (FIPS 180-4, 4.2.2 and 5.3.3). */
function fractionOfRoot(prime: number, root: number): number {
  const power = prime ** (1 / root);
  return ((power - Math.floor(power)) * 2 ** 32) | 0;
}

const PRIMES = Array.from({ length: 310 }, (_, at) => at + 2).filter((number) => {
  for (let divisor = 2; divisor * divisor <= number; divisor += 1) {
    if (number % divisor === 0) return false;
  }
  return true;
});
const ROUNDS = PRIMES.slice(0, 64).map((prime) => fractionOfRoot(prime, 3));
const START = PRIMES.slice(0, 8).map((prime) => fractionOfRoot(prime, 2));

/** FIPS 180-4, 6.2. */
function sha256(bytes: Uint8Array): Uint8Array {
  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, bytes.length * 8);
  const state = Int32Array.from(START);
  for (let block = 0; block < padded.length; block += 64) mixIn(state, view, block);
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((word, at) => {
    digest.setInt32(at * 4, word);
  });
  return new Uint8Array(digest.buffer);
}

function mixIn(state: Int32Array, view: DataView, block: number): void {
  const words = new Int32Array(64);
  for (let at = 0; at < 64; at += 1) {
    words[at] = at < 16 ? view.getInt32(block + at * 4) : nextWord(words, at);
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let at = 0; at < 64; at += 1) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const sum1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const sum0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const first = (h + sum1 + choice + (ROUNDS[at] ?? 0) + (words[at] ?? 0)) | 0;
    [h, g, f, e] = [g, f, e, (d + first) | 0];
    [d, c, b, a] = [c, b, a, (first + sum0 + majority) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => {
    state[at] = ((state[at] ?? 0) + word) | 0;
  });
}

function nextWord(words: Int32Array, at: number): number {
  const before = words[at - 15] ?? 0;
  const last = words[at - 2] ?? 0;
  const sigma0 = turn(before, 7) ^ turn(before, 18) ^ (before >>> 3);
  const sigma1 = turn(last, 17) ^ turn(last, 19) ^ (last >>> 10);
  return ((words[at - 16] ?? 0) + sigma0 + (words[at - 7] ?? 0) + sigma1) | 0;
}

function turn(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}
