/**
 * The encryption of a PKCS#8 key, by its object identifiers: RFC 8018 (PBES1, PBES2), RFC 7292
 * appendix C (PKCS#12's own).
 */
import { childrenOf, type DerElement, decodeOid, TAG } from '../encodings/der.ts';
import { viewAsBuffer } from '../view-as-buffer.ts';

const PBES2 = '1.2.840.113549.1.5.13';

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
