/** All that is said of a wrong signature: why, with values, by whose key, and what would be right. */
import { constants, privateEncrypt, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { encodeElement, TAG } from '../../../src/signer/encodings/der.ts';
import { sha256 } from '../../support/sdk5-files.ts';
import type { Officer } from '../ceremony.ts';
import {
  base64,
  explain,
  large,
  of,
  officer1,
  officer3,
  other,
  plain,
  RIGHT,
  stranger,
  TOKEN,
  unknown,
  X,
} from './signatures.ts';

const PSS = constants.RSA_PKCS1_PSS_PADDING;
const raw = ({ privateKey: key }: Officer, block: Uint8Array): Buffer =>
  privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, block);

describe('of a signature by a key of the roster', () => {
  it.each<[string, Uint8Array, readonly object[], string, (Uint8Array | undefined)?]>([
    ['base64 of the right one', base64(RIGHT), [{ code: 'base64-text' }], 'officer1', RIGHT],
    [
      'the right one, and more',
      Buffer.concat([RIGHT, X]),
      [{ code: 'trailing', bytes: 1 }],
      'officer1',
      RIGHT,
    ],
    ["another's", of(officer3), [other('officer3')], 'officer3'],
    [
      "base64 of another's",
      base64(of(officer3)),
      [{ code: 'base64-text' }, other('officer3')],
      'officer3',
    ],
    [
      'one by a key that is too large',
      of(large),
      [other('large'), { code: 'key-size', bits: 3072 }],
      'large',
    ],
    ['one over something else', of(officer1, X), [unknown('sha256', sha256(X))], 'officer1'],
    [
      'base64 of one over something else',
      base64(of(officer1, X)),
      [{ code: 'base64-text' }, unknown('sha256', sha256(X))],
      'officer1',
    ],
    [
      'SHA-1',
      sign('sha1', TOKEN, officer1.privateKey),
      [{ code: 'another-hash', hash: 'sha1' }],
      'officer1',
    ],
    [
      'SHA-1 over something else',
      sign('sha1', X, officer1.privateKey),
      [{ code: 'another-hash', hash: 'sha1' }, unknown('sha1', nodeCrypto.hash('sha1', X) ?? X)],
      'officer1',
    ],
    [
      'PSS',
      sign('sha256', TOKEN, { key: officer1.privateKey, padding: PSS }),
      [{ code: 'pss' }],
      'officer1',
    ],
    [
      'PSS over something else',
      sign('sha256', X, { key: officer1.privateKey, padding: PSS, saltLength: 32 }),
      [{ code: 'pss' }],
      'officer1',
    ],
    [
      'PSS with SHA-512, over the digest',
      sign('sha512', sha256(TOKEN), { key: officer1.privateKey, padding: PSS }),
      [{ code: 'pss' }, { code: 'another-hash', hash: 'sha512' }, { code: 'hashed-twice' }],
      'officer1',
    ],
    [
      'the bare digest',
      privateEncrypt(officer1.privateKey, sha256(TOKEN)),
      [{ code: 'no-digest-info' }],
      'officer1',
    ],
    [
      'the bare token',
      privateEncrypt(officer1.privateKey, TOKEN),
      [{ code: 'not-hashed' }],
      'officer1',
    ],
    [
      'the bare digest of the digest',
      privateEncrypt(officer1.privateKey, sha256(sha256(TOKEN))),
      [{ code: 'no-digest-info' }, { code: 'hashed-twice' }],
      'officer1',
    ],
    [
      'a bare digest of something else',
      privateEncrypt(officer1.privateKey, sha256(X)),
      [{ code: 'no-digest-info' }],
      'officer1',
    ],
    [
      'something else, bare',
      privateEncrypt(officer1.privateKey, X),
      [{ code: 'not-hashed' }],
      'officer1',
    ],
    [
      'the digest without padding',
      raw(officer1, Buffer.concat([Buffer.alloc(224), sha256(TOKEN)])),
      [{ code: 'no-padding' }],
      'officer1',
    ],
    [
      'the token without padding',
      raw(officer1, Buffer.concat([Buffer.alloc(96), TOKEN])),
      [{ code: 'no-padding' }, { code: 'not-hashed' }],
      'officer1',
    ],
  ])('%s', (_what, signature, causes, signer, fixed) => {
    expect(explain(signature)).toEqual({ causes, signer, fixed: fixed && plain(fixed) });
  });

  it('nothing that is right', () => {
    expect(explain(RIGHT)).toBeUndefined();
    expect(explain(of(officer3), { officer: 'OFFICER3' })).toBeUndefined();
  });

  it('signed attributes of CMS, of which the digest tells nothing', () => {
    const oid = Buffer.from('2a864886f70d010702', 'hex');
    const inner = encodeElement(0xa0, encodeElement(TAG.octetString, of(officer1, X)));
    const file = encodeElement(TAG.sequence, encodeElement(TAG.oid, oid), inner);
    expect(explain(file)).toEqual({
      causes: [{ code: 'cms' }],
      signer: 'officer1',
      fixed: undefined,
    });
  });
});

describe('of a signature by no key of the roster', () => {
  const filled = (length: number): Buffer => Buffer.alloc(length, 0x99);
  const size = (bits: number) => ({ code: 'key-size', bits });
  const nobody = { code: 'unknown-key' };

  it.each<[string, Uint8Array, readonly object[]]>([
    ["a stranger's", of(stranger), [nobody]],
    [
      'what may be PSS by chance, as its salt has no zeros before it',
      sign('sha256', X, { key: officer1.privateKey, padding: PSS, saltLength: 222 }),
      [nobody],
    ],
    ["base64 of a stranger's", base64(of(stranger)), [{ code: 'base64-text' }, nobody]],
    [
      'hex of as many digits as a larger one has bytes',
      Buffer.from(of(stranger).toString('hex')),
      [{ code: 'hex-text' }, nobody],
    ],
    ['128 bytes', filled(128), [size(1024), nobody]],
    ['384 bytes', filled(384), [size(3072), nobody]],
    ['512 bytes', filled(512), [size(4096), nobody]],
    ['1024 bytes', filled(1024), [size(8192), nobody]],
    ['base64 of 128 bytes', base64(filled(128)), [{ code: 'base64-text' }, size(1024), nobody]],
    ['255 bytes', filled(255), [{ code: 'length', bytes: 255 }]],
    ['257 bytes', filled(257), [{ code: 'length', bytes: 257 }]],
    ['base64 of 40 bytes', base64(filled(40)), [{ code: 'length', bytes: 56 }]],
    ['nothing', new Uint8Array(), [{ code: 'empty' }]],
    ['the token', TOKEN, [{ code: 'no-signature', found: 'token' }]],
    [
      'a public key',
      Buffer.from(officer1.publicKey),
      [{ code: 'no-signature', found: 'pem', label: 'PUBLIC KEY' }],
    ],
    [
      'a mail around something else',
      Buffer.from(`MIME-Version: 1.0\n\n${'QUJD'.repeat(16)}\n`),
      [{ code: 'cms' }],
    ],
  ])('%s', (_what, signature, causes) => {
    expect(explain(signature)).toEqual({ causes, signer: undefined, fixed: undefined });
  });
});
