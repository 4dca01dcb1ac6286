import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ContentKind, recogniseContent } from '../../src/content/recognise-content.ts';
import { holdsPrivateKey } from '../../src/signer/containers/private-key.ts';
import { encodeTokens } from '../../src/token/record.ts';
import { expectLinear } from '../support/growth.ts';
import { takeKey } from '../support/keys.ts';
import { sampleRecord } from '../support/officer-folder.ts';
import { requireVectors } from '../support/requirements.ts';
import { Vectors } from '../support/vectors.ts';

const { privateKey, publicKey, privatePem, publicPem, spki } = takeKey('officer1');
const ed25519 = generateKeyPairSync('ed25519').privateKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const TOKEN = encodeTokens([
  sampleRecord({ node: 1, nonce: 1 }),
  sampleRecord({ node: 0, nonce: 2 }),
]);
const SIGNATURE = sign('sha256', TOKEN, privateKey);
const APPROVAL = 'Multi Token File Path = a;\n';
const cipher = { cipher: 'aes-256-cbc', passphrase: 'x' } as const;

const vectors = requireVectors();
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const body = privatePem.split('\n').slice(1, -2).join('\n');

const CASES: readonly (readonly [string, ContentKind, string | Uint8Array])[] = [
  ['PKCS#8', 'private-key', privatePem],
  ['PKCS#8 behind text', 'private-key', `Bag Attributes\n${privatePem}`],
  ['PKCS#8 in DER', 'private-key', privateKey.export({ type: 'pkcs8', format: 'der' })],
  ['PKCS#1', 'private-key', privateKey.export({ type: 'pkcs1', format: 'pem' })],
  ['PKCS#1 in DER', 'private-key', privateKey.export({ type: 'pkcs1', format: 'der' })],
  ['SEC 1', 'private-key', ec.export({ type: 'sec1', format: 'der' })],
  ['an Ed25519 key', 'private-key', ed25519.export({ type: 'pkcs8', format: 'der' })],
  ['encrypted', 'private-key', privateKey.export({ type: 'pkcs8', format: 'pem', ...cipher })],
  ['encrypted DER', 'private-key', privateKey.export({ type: 'pkcs8', format: 'der', ...cipher })],
  ['encrypted PEM', 'private-key', privateKey.export({ type: 'pkcs1', format: 'pem', ...cipher })],
  [
    'DER cut short',
    'private-key',
    privateKey.export({ type: 'pkcs8', format: 'der' }).subarray(0, 99),
  ],
  ['hex', 'private-key', privateKey.export({ type: 'pkcs8', format: 'der' }).toString('hex')],
  ...(['pkcs1', 'pkcs8'] as const).map((type): [string, ContentKind, string] => [
    `${type} as od prints it`,
    'private-key',
    privateKey
      .export({ type, format: 'der' })
      .toString('hex')
      .replaceAll(/../g, ' $&')
      .replaceAll(/.{48}/g, '$&\n'),
  ]),
  [
    'encrypted, in hex with colons',
    'private-key',
    privateKey
      .export({ type: 'pkcs8', format: 'der', ...cipher })
      .toString('hex')
      .replaceAll(/..(?=.)/g, '$&:'),
  ],
  [
    'a public key in hex',
    'text',
    publicKey.export({ type: 'spki', format: 'der' }).toString('hex'),
  ],
  ['in words', 'private-key', 'Private-Key: (2048 bit)\nprivateExponent:\n    7f:01:\n'],
  ['TOML with a misspelt heading', 'text', '[[peopel]]\nname = "a"\n'],
  ['JSON of lists', 'json', '[[["a"]]]'],
  ['of a curve in words', 'private-key', 'Private-Key: (256 bit)\npriv:\n    7f:01:\n'],
  ['JSON Web Key', 'private-key', JSON.stringify(privateKey.export({ format: 'jwk' }))],
  ['its base64 alone', 'private-key', body],
  ['in short lines', 'private-key', body.replaceAll('\n', '').replaceAll(/.{40}/g, '$&\n')],
  ['without its first line', 'private-key', `${body}\n-----END PRIVATE KEY-----\n`],
  ['with lines of old Macs', 'private-key', privatePem.replaceAll('\n', '\r')],
  ['in UTF-16', 'private-key', Buffer.concat([Buffer.of(0xff, 0xfe), utf16(privatePem)])],
  ['in UTF-16 of the other order', 'private-key', utf16(privatePem).swap16()],
  ['in a comment', 'private-key', privatePem.replaceAll(/^/gm, '# ')],
  [
    'behind a certificate',
    'private-key',
    `-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n${privatePem}`,
  ],
  ['behind an approval file', 'private-key', APPROVAL + privatePem],
  ['PuTTY', 'private-key', 'PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\n'],
  [
    'a zip archive with a public key in it',
    'zip',
    zipSync({ 'a.pub': [Buffer.from(publicPem), { level: 0 }] }),
  ],
  ['an empty zip archive', 'zip', zipSync({})],
  [
    'a zip archive with a private key in it',
    'private-key',
    zipSync({ k: [Buffer.from(privatePem), { level: 0 }] }),
  ],
  ['a public key', 'public-key', publicPem],
  ...['', 'KEY=', 'export KEY="', '+', '> ', '{"', '*'].map(
    (before): [string, ContentKind, string] => [
      `the body of a private key behind ${JSON.stringify(before)}`,
      'private-key',
      `x: ${before}${body.replaceAll('\n', '')}`,
    ],
  ),
  ['a public key in DER', 'public-key', spki],
  ['a public key of PKCS#1', 'public-key', publicKey.export({ type: 'pkcs1', format: 'pem' })],
  ['a public key of OpenSSH', 'public-key', 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC officer1\n'],
  [
    'a certificate',
    'certificate',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n',
  ],
  ['a request', 'certificate-request', '-----BEGIN CERTIFICATE REQUEST-----\nMIIB\n'],
  ['a token', 'token', TOKEN],
  ['half a token', 'token', TOKEN.subarray(0, 80)],
  ['a token cut short', 'binary', TOKEN.subarray(0, 79)],
  ['a token of SDK 5', 'sdk5-token', '{ "version": "2.0", "approval_data": "AA" }'],
  ['a signature', 'signature', SIGNATURE],
  ['a signature by another key', 'signature', randomBytes(512)],
  [
    'a signature that begins as JSON',
    'signature',
    Buffer.concat([Buffer.from('[1'), SIGNATURE]).subarray(0, 256),
  ],
  ['base64', 'signature-text', SIGNATURE.toString('base64')],
  ['base64 in lines', 'signature-text', SIGNATURE.toString('base64').replaceAll(/.{64}/g, '$&\n')],
  ['hex', 'signature-text', `RSA-SHA2-256(t)= ${SIGNATURE.toString('hex')}\n`],
  ['256 bytes of zero', 'binary', new Uint8Array(256)],
  ['JSON', 'json', '{"a": 1}'],
  ['JSON cut short', 'json', '[\n  {"a"'],
  ['what lint says in JSON', 'json', JSON.stringify({ message: 'no "Approver Name"' })],
  ['an approval file', 'approval', APPROVAL],
  ['one of 256 bytes', 'approval', APPROVAL.padEnd(256, '#')],
  ['one with other letters', 'approval', 'approver  NAME = x\n'],
  ['one with NULs', 'approval', `${APPROVAL}\0\0\0`],
  ['UTF-16', 'utf-16-approval', Buffer.concat([Buffer.of(0xff, 0xfe), utf16(APPROVAL)])],
  ['UTF-16 without a mark', 'utf-16-approval', utf16(APPROVAL)],
  ['UTF-16 of the other order', 'utf-16-approval', utf16(APPROVAL).swap16()],
  ['UTF-16 cut within a letter', 'utf-16-approval', utf16(APPROVAL).subarray(0, -1)],
  ['another PEM block', 'pem', '-----BEGIN DH PARAMETERS-----\n'],
  ['random bytes', 'binary', Buffer.concat([Buffer.of(0, 1, 2), randomBytes(300)])],
  ['text', 'text', 'buy milk\n'],
  ['text of other letters', 'text', 'Grüße, \u001b[1mofficer\u001b[m\n'],
  ['nothing', 'empty', ''],
];

describe('recogniseContent', () => {
  it.each(CASES)('knows %s: %s', (_, kind, bytes) => {
    expect(recogniseContent(Buffer.from(bytes as string))).toBe(kind);
  });

  it.each([
    '-----BEGIN ',
    '{"kty":',
    'M'.repeat(64),
    '[',
    '0\x80',
    '<RSAKeyValue>',
    'approver \n ',
  ])('takes a time that grows with a file of %j', (unit) => {
    expectLinear((parts) => {
      const bytes = Buffer.from(unit.repeat(parts));
      return () => recogniseContent(bytes);
    }, 2000);
  });
});

describe.skipIf(!vectors.has)(`recogniseContent of public key files ${vectors.label}`, () => {
  let unpacked: Vectors;
  beforeAll(() => {
    unpacked = new Vectors();
  });
  afterAll(() => unpacked.remove());

  /** One has another key than its label says; of the other, the block is broken. */
  const PUBLIC = ['phpseclib__LoadKeyTest-24.pem', 'phpseclib__ModeTest-03.pem'];

  it('knows every private key that the signer opens', async () => {
    const others: string[] = [];
    for (const name of readdirSync(join(unpacked.folder, 'keys/files'))) {
      const bytes = unpacked.readBytes(`keys/files/${name}`);
      const isPrivate = recogniseContent(bytes) === 'private-key';
      if ((await holdsPrivateKey(bytes)) !== isPrivate) others.push(name);
    }
    expect(others).toEqual(PUBLIC);
  });
});
