/**
 * ECDSA over a digest that is there already (FIPS 186-5, 6.4): node:crypto hashes what it signs. Points times numbers
 * it has for signing, as the public keys of ECDH; for verifying, the arithmetic stands here.
 */
import { createECDH, type KeyObject } from 'node:crypto';

import { CURVES_BY_NAME } from './curves.ts';

/** Of a curve y² = x³ + ax + b over the numbers below p: what is used of it, and the order n (SEC 2, version 2.0). */
interface Domain {
  readonly p: bigint;
  readonly a: bigint;
  readonly n: bigint;
}

/** By OpenSSL's names. */
const DOMAINS: Readonly<Record<string, Domain>> = {
  secp224r1: {
    p: 2n ** 224n - 2n ** 96n + 1n,
    a: -3n,
    n: 0xffffffffffffffffffffffffffff16a2e0b8f03e13dd29455c5c2a3dn,
  },
  prime256v1: {
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    a: -3n,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
  },
  secp384r1: {
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    a: -3n,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
  },
  secp256k1: {
    p: 2n ** 256n - 2n ** 32n - 977n,
    a: 0n,
    n: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
  },
  secp521r1: {
    p: 2n ** 521n - 1n,
    a: -3n,
    n: 0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
  },
};

/** Nothing is the point at infinity. */
type Point = { readonly x: bigint; readonly y: bigint } | undefined;

/**
 * Signs a digest.
 *
 * @param key a private EC key
 * @returns r and s, each as long as the order of the curve
 */
export function signDigest(key: KeyObject, digest: Uint8Array): Uint8Array {
  const curve = curveOf(key);
  const { n } = domainOf(curve);
  const z = truncate(digest, n);
  const d = readPrivate(key);
  for (;;) {
    const once = createECDH(curve);
    const r = mod(readPoint(once.generateKeys())?.x ?? 0n, n);
    const k = toNumber(once.getPrivateKey());
    const s = mod(invert(k, n) * (z + r * d), n);
    if (r !== 0n && s !== 0n) return Buffer.concat([toBytes(r, curve), toBytes(s, curve)]);
  }
}

/** Whether r and s are a signature of a digest. @param key a public EC key */
export function isDigestSignature(
  key: KeyObject,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const curve = curveOf(key);
  const domain = domainOf(curve);
  const { n } = domain;
  const bytes = bytesOf(curve);
  if (signature.length !== 2 * bytes) return false;
  const r = toNumber(signature.subarray(0, bytes));
  const s = toNumber(signature.subarray(bytes));
  if (r === 0n || r >= n || s === 0n || s >= n) return false;
  const one = createECDH(curve);
  one.setPrivateKey(toBytes(1n, curve));
  const base = readPoint(one.getPublicKey());
  const own = readPoint(key.export({ type: 'spki', format: 'der' }).subarray(-1 - 2 * bytes));
  const inverse = invert(s, n);
  const sum = add(
    times(mod(truncate(digest, n) * inverse, n), base, domain),
    times(mod(r * inverse, n), own, domain),
    domain,
  );
  return sum !== undefined && mod(sum.x, n) === r;
}

function curveOf({ asymmetricKeyDetails }: KeyObject): string {
  return asymmetricKeyDetails?.namedCurve ?? '';
}

function domainOf(curve: string): Domain {
  const domain = DOMAINS[curve];
  if (domain === undefined) throw new TypeError(`${curve} is no curve of an HSM`);
  return domain;
}

function bytesOf(curve: string): number {
  return Object.values(CURVES_BY_NAME).find(({ openssl }) => openssl === curve)?.bytes ?? 0;
}

/** The leftmost bits of a digest, as many as the order has. */
function truncate(digest: Uint8Array, n: bigint): bigint {
  const over = 8 * digest.length - n.toString(2).length;
  return toNumber(digest) >> BigInt(Math.max(over, 0));
}

/** The number of an ECPrivateKey (RFC 5915, 3): behind its version, an octet string. */
function readPrivate(key: KeyObject): bigint {
  const der = key.export({ type: 'sec1', format: 'der' });
  const version = (der[1] ?? 0) < 0x80 ? 2 : 3;
  const start = version + 5;
  return toNumber(der.subarray(start, start + (der[start - 1] ?? 0)));
}

/** An uncompressed point (SEC 1, 2.3.4). */
function readPoint(bytes: Uint8Array): Point {
  const half = (bytes.length - 1) / 2;
  return { x: toNumber(bytes.subarray(1, 1 + half)), y: toNumber(bytes.subarray(1 + half)) };
}

function times(number: bigint, point: Point, domain: Domain): Point {
  let [sum, power]: [Point, Point] = [undefined, point];
  for (let rest = number; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) sum = add(sum, power, domain);
    power = add(power, power, domain);
  }
  return sum;
}

function add(one: Point, other: Point, { p, a }: Domain): Point {
  if (one === undefined || other === undefined) return one ?? other;
  const isSame = one.x === other.x;
  if (isSame && mod(one.y + other.y, p) === 0n) return undefined;
  const slope = isSame
    ? (3n * one.x * one.x + a) * invert(2n * one.y, p)
    : (other.y - one.y) * invert(other.x - one.x, p);
  const x = mod(slope * slope - one.x - other.x, p);
  return { x, y: mod(slope * (one.x - x) - one.y, p) };
}

/** By the extended algorithm of Euclid; of a prime modulus. */
function invert(number: bigint, modulus: bigint): bigint {
  let [low, high] = [mod(number, modulus), modulus];
  let [ofLow, ofHigh] = [1n, 0n];
  while (low > 1n) {
    const quotient = high / low;
    [low, high] = [high - quotient * low, low];
    [ofLow, ofHigh] = [ofHigh - quotient * ofLow, ofLow];
  }
  return mod(ofLow, modulus);
}

function mod(number: bigint, modulus: bigint): bigint {
  const rest = number % modulus;
  return rest < 0n ? rest + modulus : rest;
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x0${Buffer.from(bytes).toString('hex')}`);
}

function toBytes(number: bigint, curve: string): Uint8Array {
  return Buffer.from(number.toString(16).padStart(2 * bytesOf(curve), '0'), 'hex');
}
