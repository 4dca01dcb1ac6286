/**
 * The encryption of a PKCS#8 key, by its object identifiers: RFC 8018 (PBES1, PBES2), RFC 7292
 * appendix C (PKCS#12's own).
 */
import { childrenOf, type DerElement, decodeOid, readNumber, TAG } from '../encodings/der.ts';
import { viewAsBuffer } from '../view-as-buffer.ts';

const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';

/** What OpenSSL 3 opens only with its legacy provider. */
const LEGACY: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.5.1': 'PBE-MD2-DES',
  '1.2.840.113549.1.5.3': 'PBE-MD5-DES',
  '1.2.840.113549.1.5.4': 'PBE-MD2-RC2-64',
  '1.2.840.113549.1.5.6': 'PBE-MD5-RC2-64',
  '1.2.840.113549.1.5.10': 'PBE-SHA1-DES',
  '1.2.840.113549.1.5.11': 'PBE-SHA1-RC2-64',
  '1.2.840.113549.1.12.1.1': 'PBE-SHA1-RC4-128',
  '1.2.840.113549.1.12.1.2': 'PBE-SHA1-RC4-40',
  '1.2.840.113549.1.12.1.5': 'PBE-SHA1-RC2-128',
  '1.2.840.113549.1.12.1.6': 'PBE-SHA1-RC2-40',
  // Ciphers inside PBES2.
  '1.3.14.3.2.7': 'DES-CBC',
  '1.2.840.113549.3.2': 'RC2-CBC',
  '1.2.840.113549.3.4': 'RC4',
  '1.2.840.113549.3.9': 'RC5-CBC',
  '1.3.6.1.4.1.3029.1.2': 'BF-CBC',
  '1.2.840.113533.7.66.10': 'CAST5-CBC',
  '1.2.410.200004.1.4': 'SEED-CBC',
  '1.3.6.1.4.1.188.7.1.1.2': 'IDEA-CBC',
};

const HMAC_DIGESTS: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
  '1.2.840.113549.2.12': 'sha512-224',
  '1.2.840.113549.2.13': 'sha512-256',
};

/** How an EncryptedPrivateKeyInfo is encrypted. */
export interface EncryptionScheme {
  /** Identifier of the cipher in PBES2, else of the whole scheme. */
  readonly cipher: string;
  /** Its name, where it is a legacy one; else the identifier. */
  readonly name: string;
  /** Whether OpenSSL 3 refuses it by default. */
  readonly isLegacy: boolean;
}

export function schemeOf(encrypted: DerElement): EncryptionScheme {
  const [algorithm] = childrenOf(encrypted);
  const [scheme, parameters] = childrenOf(algorithm);
  const oid = decodeOid(scheme) ?? '';
  const cipher = oid === PBES2 ? (decodeOid(childrenOf(childrenOf(parameters)[1])[0]) ?? '') : oid;
  return { cipher, name: LEGACY[cipher] ?? cipher, isLegacy: cipher in LEGACY };
}

/** Whether an identifier of a legacy scheme stands anywhere in the bytes. */
export function mentionsLegacyScheme(bytes: Uint8Array): string | undefined {
  const source = viewAsBuffer(bytes);
  const found = Object.entries(LEGACY).find(([oid]) => source.includes(encodeOid(oid)));
  return found?.[1];
}

/** Parameters of PBES2 with PBKDF2 and a cipher whose only parameter is its IV. */
export interface Pbes2 {
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly digest: string;
  readonly iv: Uint8Array;
  readonly data: Uint8Array;
}

/** RFC 8018, A.2 to A.4. Nothing where it is anything else. */
export function readPbes2(encrypted: DerElement): Pbes2 | undefined {
  const [algorithm, data] = childrenOf(encrypted);
  const [derivation, cipher] = childrenOf(childrenOf(algorithm)[1]);
  const [derivationOid, parameters] = childrenOf(derivation);
  const iv = childrenOf(cipher)[1];
  if (decodeOid(derivationOid) !== PBKDF2 || iv?.tag !== TAG.octetString) return undefined;
  const [salt, count, ...options] = childrenOf(parameters);
  const prf = options.find(({ tag }) => tag === TAG.sequence);
  const digest = prf === undefined ? 'sha1' : HMAC_DIGESTS[decodeOid(childrenOf(prf)[0]) ?? ''];
  if (data === undefined || salt?.tag !== TAG.octetString || digest === undefined) return undefined;
  if (count?.tag !== TAG.integer || count.content.length > 5) return undefined;
  const iterations = readNumber(count.content);
  if (!(iterations >= 1 && iterations <= 0x7fffffff)) return undefined;
  return { salt: salt.content, iterations, digest, iv: iv.content, data: data.content };
}

function encodeOid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const content = [40 * first + second, ...rest].flatMap((number) => {
    const digits = [number % 128];
    for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128)) {
      digits.unshift(0x80 | (left % 128));
    }
    return digits;
  });
  return Buffer.from([TAG.oid, content.length, ...content]);
}
