import { describe, expect, it } from 'vitest';
import { encodeLatin1 } from '../../../src/latin1.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { judgeSdk5 } from '../../../src/token/lint/lint-sdk5.ts';
import type { Sdk5Document } from '../../../src/token/sdk5/document.ts';
import { listMisplaced } from '../../../src/token/sdk5/misplaced.ts';
import { writeAuthData } from '../../../src/token/sdk5/new-authdata.ts';
import { listToSign } from '../../../src/token/sdk5/to-sign.ts';
import {
  authDataFile,
  mfaFile,
  PUBLIC_USER_TOKEN,
  registrationFile,
} from '../../support/sdk5-files.ts';

const [one, two] = ['one', 'two'].map(encodeLatin1) as [Uint8Array, Uint8Array];
const signature = Buffer.alloc(256, 1).toString('base64');

const sha256 = (bytes: Uint8Array): Uint8Array => Uint8Array.from(nodeCrypto.sha256(bytes));
const decode = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));

/** Also of a file that nothing is done with. */
function read(file: string | Uint8Array): Sdk5Document {
  const { document } = judgeSdk5(Buffer.from(file as string), nodeCrypto);
  if (document === undefined) throw new Error('expected a document');
  return document;
}

describe('listToSign', () => {
  it('has one of a quorum token, which has no place of its own', () => {
    const { approval_data: data, token } = JSON.parse(PUBLIC_USER_TOKEN);
    expect(listToSign(read(PUBLIC_USER_TOKEN))).toEqual([
      {
        path: 'token',
        digest: decode(token),
        data: decode(data),
        isSigned: false,
      },
    ]);
  });

  it('has one of each token, and tells which are signed', () => {
    const file = registrationFile(one, two).toString();
    const document = read(file.replace('"signed": ""', '"signed": "x"'));
    const [first, second] = document.kind === 'registration' ? document.tokens : [];
    expect(listToSign(document)).toEqual([
      {
        path: 'tokens[0].unsigned',
        digest: sha256(one),
        data: one,
        place: { path: 'tokens[0].signed', member: first?.signed },
        isSigned: true,
      },
      {
        path: 'tokens[1].unsigned',
        digest: sha256(two),
        data: two,
        place: { path: 'tokens[1].signed', member: second?.signed },
        isSigned: false,
      },
    ]);
    expect([first?.signed?.text, second?.signed?.text]).toEqual(['x', '']);
  });

  it('has the digests of a log-in alone', () => {
    expect(listToSign(read(mfaFile(sha256(one))))).toMatchObject([{ digest: sha256(one) }]);
    expect(listToSign(read(mfaFile(sha256(one))))[0]).not.toHaveProperty('data');
    expect(listToSign(read(authDataFile(sha256(one), sha256(two))))).toEqual(
      [one, two].map((bytes, at) => ({
        path: `Data[${at}].Digest`,
        digest: sha256(bytes),
        place: { path: `Data[${at}].Signature`, member: undefined },
        isSigned: false,
      })),
    );
  });

  it('has no digest where there is none to read', () => {
    const digest = new Uint8Array();
    expect(listToSign(read('{"tokens":[{"unsigned":"*"},{}]}'))).toMatchObject([
      { digest },
      { digest },
    ]);
    expect(listToSign(read('{"token":"*"}'))).toEqual([{ path: 'token', digest, isSigned: false }]);
  });
});

describe('listMisplaced', () => {
  it.each<[string, string, string, string]>([
    ['a quorum token', '{"token":"","signed":"@"}', 'signed', 'signatures[].signature'],
    [
      'an approval',
      '{"signatures":[{"signed":"@"}]}',
      'signatures[0].signed',
      'signatures[].signature',
    ],
    [
      'a registration',
      '{"tokens":[{"approval_data":""}],"signature":"@"}',
      'signature',
      'tokens[].signed',
    ],
    ['a log-in', '{"tokens":[{"signature":"@"}]}', 'tokens[0].signature', 'tokens[].signed'],
    [
      'approvals beside a log-in',
      '{"tokens":[{}],"signatures":[{"signature":"AAAA"},{},{"signature":"@"}]}',
      'signatures[2].signature',
      'tokens[].signed',
    ],
    ['the older console’s file', '{"Data":[{}],"signed":"@"}', 'signed', 'Data[].Signature'],
  ])('finds signatures where nobody looks for them: in %s', (_, file, path, belongs) => {
    const text = file.replace('@', signature);
    const [found, ...others] = listMisplaced(read(text));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      path,
      belongs,
      reading: { bytes: new Uint8Array(256).fill(1) },
    });
    const { start = 0, end = 0 } = found?.span ?? {};
    expect(text.slice(start, end)).toContain(signature);
  });

  it('tells hexadecimal digits, and has no bytes of what is no text', () => {
    const readings = (value: string) =>
      listMisplaced(read(`{"token":"","signed":${value}}`)).map(({ reading }) => reading);
    const bytes = new Uint8Array(256).fill(1);
    expect(readings(`"${'01'.repeat(256)}"`)).toEqual([{ bytes, problem: 'hex' }]);
    expect(readings('""')).toEqual([{ bytes: new Uint8Array() }]);
    expect(readings('[1]')).toEqual([{ bytes: new Uint8Array() }]);
    expect(readings('"*"')).toEqual([{ bytes: undefined, problem: 'none' }]);
  });

  it.each([
    `{"token":"","signedBy":"${signature}","unsigned":"${signature}","my_signature":"${signature}"}`,
    `{"signatures":[{"signature":"${signature}"}]}`,
    `{"tokens":[{"signed":"${signature}"}]}`,
    `{"tokens":[{}],"signatures":[{"signature":"*"},1,{"signature":""}]}`,
    '{"tokens":[{}]}',
  ])('finds no others: %s', (file) => {
    expect(listMisplaced(read(file))).toEqual([]);
  });
});

it('writeAuthData writes what the older console does', () => {
  const digests = [one, two].map(sha256);
  const entries = digests.map((digest, at) => ({ hsmId: `hsm-lgavqitns2${'ab'[at]}`, digest }));
  expect(Buffer.from(writeAuthData(entries)).toString()).toBe(authDataFile(...digests).toString());
});
