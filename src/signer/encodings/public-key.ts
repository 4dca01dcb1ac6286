/**
 * Public keys as data, read by no more than their encoding, so that a web page can do it too. What is
 * accepted is what `readPublicKey` (containers/) accepts, which asks OpenSSL.
 */
import type { RsaPublicNumbers } from '../../crypto-provider.ts';
import { readCertificateKey } from './certificate.ts';
import {
  childrenOf,
  type DerElement,
  decodeOid,
  encodeElement,
  readChildren,
  readElement,
  TAG,
} from './der.ts';
import { isAlgorithm } from './der-checks.ts';
import { findPublicKey } from './find-public-key.ts';
import { shapeOf } from './key-shape.ts';
import { bitLength, trimZeros, withoutSign } from './unsigned.ts';

/** Types of keys that OpenSSL 3 reads, by the names that node:crypto has for them. */
export type PublicKeyType =
  | 'rsa'
  | 'rsa-pss'
  | 'dsa'
  | 'dh'
  | 'ec'
  | 'ed25519'
  | 'ed448'
  | 'x25519'
  | 'x448'
  /** one that node:crypto has no name for: SM2 */
  | 'unknown';

/** A public key: of RSA its numbers, of others what they are. */
export type PlainPublicKey =
  | {
      readonly type: 'rsa';
      readonly numbers: RsaPublicNumbers;
      /** Length of the modulus. */
      readonly bits: number;
    }
  | { readonly type: Exclude<PublicKeyType, 'rsa'> };

/** Object identifiers of the algorithms: RFC 3279, 4055, 5480, 8410; the second of RSA is X.500's. */
const TYPES: Readonly<Record<string, PublicKeyType>> = {
  '1.2.840.113549.1.1.1': 'rsa',
  '2.5.8.1.1': 'rsa',
  '1.2.840.113549.1.1.10': 'rsa-pss',
  '1.2.840.10040.4.1': 'dsa',
  '1.2.840.113549.1.3.1': 'dh',
  '1.2.840.10046.2.1': 'dh',
  '1.2.840.10045.2.1': 'ec',
  '1.3.101.110': 'x25519',
  '1.3.101.111': 'x448',
  '1.3.101.112': 'ed25519',
  '1.3.101.113': 'ed448',
};

/** Keys on this curve are of a type of their own (GM/T 0006). */
const SM2_CURVE = '1.2.156.10197.1.301';

/** Bytes of the keys that are nothing but bytes (RFC 8410, 4). */
const LENGTHS: Readonly<Partial<Record<PublicKeyType, number>>> = {
  x25519: 32,
  x448: 56,
  ed25519: 32,
  ed448: 57,
};

/**
 * The first public key of a file: SubjectPublicKeyInfo or PKCS#1, PEM or DER, or that of a certificate.
 *
 * @param bytes the whole file
 * @returns nothing where there is none, or a private key stands first
 * @example
 * const key = readPlainPublicKey(readFileSync('officer1.pub'));
 * if (key?.type === 'rsa') console.log(key.bits); // 2048
 */
export function readPlainPublicKey(bytes: Uint8Array): PlainPublicKey | undefined {
  return findPublicKey(bytes, readKey);
}

/** An RSA key as SubjectPublicKeyInfo in DER (RFC 3279, 2.3.1): what fingerprints are made over. */
export function encodePublicKey({ modulus, exponent }: RsaPublicNumbers): Uint8Array {
  const numbers = [modulus, exponent].map((number) =>
    encodeElement(TAG.integer, withoutSign(number)),
  );
  const key = encodeElement(TAG.sequence, ...numbers);
  return encodeElement(TAG.sequence, RSA_ALGORITHM, encodeElement(TAG.bitString, NO_BITS, key));
}

/** Unused bits of a bit string that is whole bytes. */
const NO_BITS = Uint8Array.of(0);
const RSA_ALGORITHM = encodeElement(
  TAG.sequence,
  encodeElement(TAG.oid, Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01)),
  encodeElement(TAG.null),
);

function readKey(element: DerElement): PlainPublicKey | undefined {
  switch (shapeOf(element)) {
    case 'spki':
      return readKeyInfo(element);
    case 'pkcs1-public':
      return readRsaKey(element);
    case 'certificate': {
      const info = readCertificateKey(element);
      return info && readKeyInfo(info);
    }
    default:
      return undefined;
  }
}

/** SubjectPublicKeyInfo (RFC 5280, 4.1). */
function readKeyInfo(info: DerElement): PlainPublicKey | undefined {
  const [algorithm, key, ...more] = childrenOf(info);
  if (info.tag !== TAG.sequence || !isAlgorithm(algorithm) || more.length > 0) return undefined;
  const [oid, parameters] = childrenOf(algorithm);
  const type = typeOf(decodeOid(oid), decodeOid(parameters));
  const bits = key && readBits(key);
  if (type === undefined || bits === undefined) return undefined;
  if (type === 'rsa') return readRsaKey(readElement(bits));
  return isKeyOf(type, bits, parameters) ? { type } : undefined;
}

/** @param curve the first parameter, where it is an identifier */
function typeOf(
  algorithm: string | undefined,
  curve: string | undefined,
): PublicKeyType | undefined {
  const type = algorithm === undefined ? undefined : TYPES[algorithm];
  return type === 'ec' && curve === SM2_CURVE ? 'unknown' : type;
}

/** A bit string as bytes; bits at its end that it does not use are 0 (X.690, 8.6.2 and 11.2.1). */
function readBits({ tag, content }: DerElement): Uint8Array | undefined {
  const [unused = 8, ...bytes] = content;
  if (tag !== TAG.bitString || unused > 7) return undefined;
  const last = bytes.pop();
  return Uint8Array.from(last === undefined ? [] : [...bytes, last & (0xff << unused)]);
}

/** Whether the bits may be a key of the type. Points are not looked for on their curves. */
function isKeyOf(
  type: PublicKeyType,
  bits: Uint8Array,
  parameters: DerElement | undefined,
): boolean {
  switch (type) {
    case 'rsa-pss':
      return hasPssParameters(parameters) && readRsaKey(readElement(bits)) !== undefined;
    case 'dsa':
    case 'dh':
      return readElement(bits)?.tag === TAG.integer;
    case 'ec':
    case 'unknown':
      return parameters !== undefined && bits.length > 0;
    default:
      return parameters === undefined && bits.length === LENGTHS[type];
  }
}

/** RFC 4055, 3.1: a key may be for any. */
function hasPssParameters(parameters: DerElement | undefined): boolean {
  return parameters === undefined || parameters.tag === TAG.sequence;
}

/** RSAPublicKey (RFC 8017, A.1.1). OpenSSL takes both numbers for positive. */
function readRsaKey(key: DerElement | undefined): PlainPublicKey | undefined {
  const children = key?.tag === TAG.sequence ? readChildren(key) : undefined;
  const [modulus, exponent, ...more] = children ?? [];
  if (modulus?.tag !== TAG.integer || exponent?.tag !== TAG.integer || more.length > 0) {
    return undefined;
  }
  const numbers = { modulus: trimZeros(modulus.content), exponent: trimZeros(exponent.content) };
  return { type: 'rsa', numbers, bits: bitLength(numbers.modulus) };
}
