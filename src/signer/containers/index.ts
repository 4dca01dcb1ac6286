/**
 * All containers of private keys, in one table. A new one is a row, and a file in rare/ that opens it:
 * what stands there, and what encrypted/ has, is loaded only when a file holds it.
 */

import type { KeyShape } from '../encodings/key-shape.ts';
import { keyTypeOf } from '../encodings/pem-labels.ts';
import { schemeOf } from './encryption-scheme.ts';
import type { DerPiece, KeyContainer, Pieces } from './key-container.ts';
import { readPemEncryption } from './pem-encryption.ts';
import { openEncryptedPem, openPem } from './pem-key.ts';
import { openPkcs8 } from './pkcs8.ts';
import { openDsaKey, openPkcs1, openSec1 } from './traditional-key.ts';

/** By the pieces that they are; the first row that recognises a piece has it. */
export const KEY_CONTAINERS: {
  readonly [Kind in keyof Pieces]: readonly KeyContainer<Pieces[Kind]>[];
} = {
  pem: [
    {
      code: 'openssh',
      is: ({ label }) => label === 'OPENSSH PRIVATE KEY',
      passphrase: 'key',
      openssl: 'ignores',
      open: async (block, tools) =>
        (await import('./rare/openssh-key.ts')).openOpenSshKey(block, tools),
    },
    {
      code: 'legacy-pem',
      is: ({ label, headers }) =>
        keyTypeOf(label) !== undefined && readPemEncryption(headers).kind === 'unsupported',
      passphrase: 'key',
      openssl: 'refuses',
      open: async (block, tools) =>
        (await import('./rare/legacy-key.ts')).openLegacyPem(block, tools),
    },
    {
      code: 'encrypted-pem',
      is: ({ label, headers }) =>
        keyTypeOf(label) !== undefined && readPemEncryption(headers).kind === 'encrypted',
      passphrase: 'key',
      openssl: 'opens',
      open: openEncryptedPem,
    },
    {
      code: 'pem',
      is: ({ label }) => keyTypeOf(label) !== undefined,
      openssl: 'opens',
      open: openPem,
    },
  ],
  der: [
    { code: 'pkcs8', is: hasShape('pkcs8'), openssl: 'opens', open: openPkcs8 },
    { code: 'pkcs1', is: hasShape('pkcs1'), openssl: 'opens', open: openPkcs1 },
    { code: 'sec1', is: hasShape('sec1'), openssl: 'opens', open: openSec1 },
    { code: 'dsa', is: hasShape('dsa'), openssl: 'opens', open: openDsaKey },
    {
      code: 'legacy-pkcs8',
      is: ({ shape, element }) => shape === 'encrypted-pkcs8' && schemeOf(element).isLegacy,
      passphrase: 'key',
      openssl: 'refuses',
      open: async (piece, tools) =>
        (await import('./rare/legacy-key.ts')).openLegacyPkcs8(piece, tools),
    },
    {
      code: 'encrypted-pkcs8',
      is: hasShape('encrypted-pkcs8'),
      passphrase: 'key',
      openssl: 'opens',
      open: async (piece, tools) =>
        (await import('./encrypted/encrypted-pkcs8.ts')).openEncryptedPkcs8(piece, tools),
    },
    {
      code: 'pkcs12',
      is: hasShape('pkcs12'),
      passphrase: 'pkcs12',
      openssl: 'opens',
      open: async (piece, tools) => (await import('./rare/pkcs12.ts')).openPkcs12(piece, tools),
    },
  ],
  bytes: [
    {
      code: 'encrypted-pvk',
      is: isEncryptedPvk,
      passphrase: 'pvk',
      openssl: 'refuses',
      open: () => ({
        why: 'key-encryption-unsupported',
        container: 'encrypted-pvk',
        scheme: 'RC4',
      }),
    },
    {
      code: 'microsoft',
      is: isMicrosoftKey,
      openssl: 'opens',
      open: async (bytes) => (await import('./rare/microsoft-key.ts')).openMicrosoftKey(bytes),
    },
  ],
};

function hasShape(wanted: KeyShape): (piece: DerPiece) => boolean {
  return ({ shape }) => shape === wanted;
}

const PVK_MAGIC = 0xb0b5f11e;

function isMicrosoftKey(bytes: Buffer): boolean {
  if (bytes.length < 16) return false;
  const isPvk = bytes.readUInt32LE(0) === PVK_MAGIC;
  return isPvk || (bytes[0] === 7 && bytes[1] === 2 && bytes.toString('latin1', 8, 12) === 'RSA2');
}

/** The number behind the magic, the type and a flag tells whether there is a pass phrase. */
function isEncryptedPvk(bytes: Buffer): boolean {
  return bytes.length >= 24 && bytes.readUInt32LE(0) === PVK_MAGIC && bytes.readUInt32LE(12) !== 0;
}
