/** What is in a file that should hold a signature. */
import { createPrivateKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { findInstead } from '../../../src/ceremony/wrong-signature/instead.ts';
import { takeKey } from '../../support/keys.ts';
import { PUBLIC_USER_TOKEN, sha256 } from '../../support/sdk5-files.ts';
import { makeToken } from '../ceremony.ts';

const TOKEN = makeToken();
const { privatePem, publicPem, spki } = takeKey('officer1');
const key = createPrivateKey(privatePem);
const encrypted = { cipher: 'aes-256-cbc', passphrase: 'secret' } as const;

const find = (file: Uint8Array, bytes: Uint8Array | undefined = TOKEN) =>
  findInstead({ bytes, digest: sha256(TOKEN) }, file);

it.each([
  ['the token', TOKEN, { found: 'token' }],
  ['its digest', sha256(TOKEN), { found: 'token-digest' }],
  ['another token', makeToken({ nonce: 9 }), { found: 'other-token' }],
  ['a token in JSON', Buffer.from(PUBLIC_USER_TOKEN), { found: 'other-token' }],
  ['other JSON', Buffer.from('{"a": 1}'), { found: 'json' }],
  ['a private key in PEM', Buffer.from(privatePem), { found: 'pem', label: 'PRIVATE KEY' }],
  ['a public key in PEM', Buffer.from(publicPem), { found: 'pem', label: 'PUBLIC KEY' }],
  [
    'a certificate in PEM',
    Buffer.from('-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n'),
    { found: 'pem', label: 'CERTIFICATE' },
  ],
  ['a public key', spki, { found: 'public-key' }],
  ['a private key', key.export({ type: 'pkcs8', format: 'der' }), { found: 'private-key' }],
  [
    'an encrypted private key',
    key.export({ type: 'pkcs8', format: 'der', ...encrypted }),
    { found: 'encrypted-private-key' },
  ],
  [
    'an approval file',
    Buffer.from('Multi Token File Path = officer1.token;\n'),
    { found: 'approval-file' },
  ],
  [
    'an approval file in UTF-16',
    Buffer.from('\ufeffMulti Token File Path = officer1.token;\n', 'utf16le'),
    { found: 'approval-file' },
  ],
])('%s', (_what, file, found) => {
  expect(find(file)).toEqual(found);
});

it.each([
  ['what may be a signature', Buffer.alloc(256, 0x99)],
  [
    'base64 in PEM, as of a signature',
    Buffer.from('-----BEGIN PKCS7-----\nMAA=\n-----END PKCS7-----\n'),
  ],
  ['text', Buffer.from('buy milk')],
])('nothing in %s', (_what, file) => {
  expect(find(file)).toBeUndefined();
});

it('of a token of which the digest alone is known', () => {
  const digest = sha256(TOKEN);
  expect(findInstead({ bytes: undefined, digest }, digest)).toEqual({ found: 'token-digest' });
  expect(findInstead({ bytes: undefined, digest }, TOKEN)).toEqual({ found: 'other-token' });
});
