import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';

import { bitString, element, integer, objectIdentifier, sequence } from './write-der.ts';

/**
 * X.509 certificates (RFC 5280) of Ed25519 keys (RFC 8410). All of one follows from what it is handed, signature
 * and serial number too.
 */

/** Who has a certificate. */
export interface CertifiedParty {
  readonly commonName: string;
  readonly key: KeyObject;
}

/** Who it is, and whether it signs others' certificates. */
export interface CertifiedSubject extends CertifiedParty {
  readonly isAuthority: boolean;
}

/** How PKCS #8 of an Ed25519 key begins (RFC 8410, 7); the 32 bytes of the key follow. */
const PKCS8_OF_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** @param bytes 32 bytes, which are the key */
export function makeEd25519Key(bytes: Uint8Array): KeyObject {
  const key = Buffer.concat([PKCS8_OF_ED25519, bytes]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

const ED25519 = sequence([objectIdentifier([1, 3, 101, 112])]);
const COMMON_NAME = objectIdentifier([2, 5, 4, 3]);
const BASIC_CONSTRAINTS = objectIdentifier([2, 5, 29, 19]);
const KEY_USAGE = objectIdentifier([2, 5, 29, 15]);
const SUBJECT_KEY_IDENTIFIER = objectIdentifier([2, 5, 29, 14]);
const AUTHORITY_KEY_IDENTIFIER = objectIdentifier([2, 5, 29, 35]);
const TRUE = element(0x01, [Uint8Array.of(0xff)]);

/** From 1970 to the end of 9999, which says that it never ends (RFC 5280, 4.1.2.5): a cluster's clock may stand anywhere. */
const VALIDITY = sequence([
  element(0x17, [ascii('700101000000Z')]),
  element(0x18, [ascii('99991231235959Z')]),
]);

/** keyCertSign, and digitalSignature: as many bits of the last byte are not meant (RFC 5280, 4.2.1.3). */
const SIGNS_CERTIFICATES = bitString(Uint8Array.of(0x04), 2);
const SIGNS = bitString(Uint8Array.of(0x80), 7);

/**
 * One party signs another's certificate, or its own.
 *
 * @returns PEM
 */
export function issueCertificate(issuer: CertifiedParty, subject: CertifiedSubject): string {
  const spki = createPublicKey(subject.key).export({ type: 'spki', format: 'der' });
  const content = [
    ED25519,
    nameOf(issuer),
    VALIDITY,
    nameOf(subject),
    spki,
    element(0xa3, [extensionsOf(issuer, subject)]),
  ];
  // Version 3; the number is made of all that follows, so that no two certificates of an issuer have one.
  const number = createHash('sha256').update(Buffer.concat(content)).digest().subarray(0, 16);
  const version = element(0xa0, [integer(Uint8Array.of(2))]);
  const toBeSigned = sequence([version, integer(number), ...content]);
  const signature = sign(null, toBeSigned, issuer.key);
  return formatPem(sequence([toBeSigned, ED25519, bitString(signature)]));
}

function extensionsOf(issuer: CertifiedParty, { key, isAuthority }: CertifiedSubject): Uint8Array {
  const constraints = sequence(isAuthority ? [TRUE] : []);
  return sequence([
    extension(BASIC_CONSTRAINTS, constraints, true),
    extension(KEY_USAGE, isAuthority ? SIGNS_CERTIFICATES : SIGNS, true),
    extension(SUBJECT_KEY_IDENTIFIER, element(0x04, [identify(key)])),
    extension(AUTHORITY_KEY_IDENTIFIER, sequence([element(0x80, [identify(issuer.key)])])),
  ]);
}

function extension(id: Uint8Array, value: Uint8Array, isCritical: boolean = false): Uint8Array {
  return sequence([id, ...(isCritical ? [TRUE] : []), element(0x04, [value])]);
}

/** 20 bytes for a key, which need be of no certain kind (RFC 5280, 4.2.1.2). */
function identify(key: KeyObject): Uint8Array {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest().subarray(0, 20);
}

function nameOf({ commonName }: CertifiedParty): Uint8Array {
  const attribute = sequence([COMMON_NAME, element(0x0c, [Buffer.from(commonName)])]);
  return sequence([element(0x31, [attribute])]);
}

function ascii(text: string): Uint8Array {
  return Buffer.from(text, 'latin1');
}

function formatPem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
