/**
 * Tells from its structure what a piece of DER is. The label of a PEM block is not asked: files with
 * one kind of key under the label of another are about, and OpenSSL reads them.
 */
import { childrenOf, type DerElement, decodeOid, readChildren, TAG } from './der.ts';

/**
 * `pkcs8`: PrivateKeyInfo (RFC 5208, 5). `encrypted-pkcs8`: EncryptedPrivateKeyInfo (RFC 5208, 6).
 * `pkcs1`: RSAPrivateKey (RFC 8017, A.1.2). `sec1`: ECPrivateKey (RFC 5915, 3). `dsa`: OpenSSL's own
 * layout. `spki`: SubjectPublicKeyInfo. `pkcs1-public`: RSAPublicKey (RFC 8017, A.1.1).
 * `pkcs12`: PFX (RFC 7292, 4). `certificate`: RFC 5280, 4.1.
 */
export type KeyShape =
  | 'pkcs8'
  | 'encrypted-pkcs8'
  | 'pkcs1'
  | 'sec1'
  | 'dsa'
  | 'spki'
  | 'pkcs1-public'
  | 'pkcs12'
  | 'certificate'
  | 'other';

/** What the element is, judged by the tags of its first children. */
export function shapeOf(element: DerElement): KeyShape {
  if (element.tag !== TAG.sequence) return 'other';
  const children = readChildren(element);
  if (children === undefined) return 'other';
  const tags = children.map(plainTag);
  const [first, second] = children;
  if (tags.length >= 9 && tags.slice(0, 9).every((tag) => tag === TAG.integer)) return 'pkcs1';
  if (matches(tags, [TAG.integer, TAG.sequence, TAG.octetString])) return 'pkcs8';
  if (matches(tags, [TAG.integer, TAG.octetString])) return 'sec1';
  if (matches(tags, [TAG.integer, TAG.sequence])) return isPfx(second) ? 'pkcs12' : 'other';
  if (tags.every((tag) => tag === TAG.integer)) {
    if (tags.length === 2) return 'pkcs1-public';
    return tags.length === 6 ? 'dsa' : 'other';
  }
  const startsWithOid = first !== undefined && readChildren(first)?.[0]?.tag === TAG.oid;
  if (startsWithOid && tags.length === 2) {
    if (tags[1] === TAG.octetString) return 'encrypted-pkcs8';
    if (second?.tag === TAG.bitString) return 'spki';
  }
  return matches(tags, [TAG.sequence, TAG.sequence, TAG.bitString]) && tags.length === 3
    ? 'certificate'
    : 'other';
}

/** X.500's own identifier of RSA (X.509, annex), which OpenSSL takes and node:crypto does not. */
const X500_RSA = '2.5.8.1.1';

/** The PKCS#1 key inside a PrivateKeyInfo that calls itself RSA by the identifier of X.500. */
export function unwrapX500Key(pkcs8: DerElement): Uint8Array | undefined {
  const [, algorithm, key] = childrenOf(pkcs8);
  return decodeOid(childrenOf(algorithm)[0]) === X500_RSA ? key?.content : undefined;
}

function plainTag({ tag }: DerElement): number {
  return tag === TAG.octetStringInPieces ? TAG.octetString : tag;
}

function matches(tags: readonly number[], start: readonly number[]): boolean {
  return start.every((tag, index) => tags[index] === tag);
}

function isPfx(content: DerElement | undefined): boolean {
  const type = content && decodeOid(readChildren(content)?.[0]);
  // PKCS#7 data, and signed data for those whose integrity is kept by a public key.
  return type === '1.2.840.113549.1.7.1' || type === '1.2.840.113549.1.7.2';
}
