import { describe, expect, it } from 'vitest';
import { encodeLatin1 } from '../../src/latin1.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { encodeTokens, type TokenRecord } from '../../src/token/record.ts';
import { listSignable } from '../../src/token/signable.ts';
import { authDataFile, mfaFile, quorumFile, registrationFile } from '../support/sdk5-files.ts';

const record: TokenRecord = {
  id: 1,
  service: 3,
  node: 1,
  keyHandle: 0,
  nonce: new Uint8Array(16),
  user: 'officer1',
  created: 1_700_000_000,
};
const data = encodeTokens([record]);
const [one, two] = ['one', 'two'].map(encodeLatin1) as [Uint8Array, Uint8Array];
const sha256 = (bytes: Uint8Array): Uint8Array => Uint8Array.from(nodeCrypto.sha256(bytes));

describe('listSignable', () => {
  const list = (file: Uint8Array | string) =>
    listSignable(Uint8Array.from(Buffer.from(file as Uint8Array)), nodeCrypto).map(
      ({ digest, ...rest }) => ({ ...rest, digest: Uint8Array.from(digest) }),
    );

  it.each([
    ['classic', data],
    ['of the newer command line', quorumFile([record])],
  ])('has the records of a token, %s', (_, file) => {
    expect(list(file)).toEqual([{ data, digest: sha256(data) }]);
  });

  it('has each digest of other files, with its place, and the data where they stand there', () => {
    expect(list(registrationFile(one, two))).toEqual([
      { digest: sha256(one), data: one, place: 'tokens[0].unsigned' },
      { digest: sha256(two), data: two, place: 'tokens[1].unsigned' },
    ]);
    expect(list(mfaFile(sha256(one), sha256(two)))).toEqual([
      { digest: sha256(one), place: 'tokens[0].unsigned' },
      { digest: sha256(two), place: 'tokens[1].unsigned' },
    ]);
    expect(list(mfaFile(sha256(one)))[0]).not.toHaveProperty('data');
    expect(list(authDataFile(sha256(one)))).toEqual([
      { digest: sha256(one), place: 'Data[0].Digest' },
    ]);
  });

  it.each<[string, Uint8Array | string]>([
    ['nothing', ''],
    ['text', 'a'.repeat(80)],
    ['a token and more', Buffer.concat([data, Buffer.of(0)])],
    ['a token that is not sound', quorumFile([record], { token: 'AAAA' })],
    ['JSON of another kind', '{"a": 1}'],
    ['a part of JSON', '{"tokens": ['],
  ])('has nothing of %s', (_, file) => {
    expect(list(file)).toEqual([]);
  });

  it('has what is sound but for a signature', () => {
    const file = quorumFile([record], { signatures: [{ username: 'admin2', signature: '***' }] });
    expect(list(file)).toHaveLength(1);
  });
});
