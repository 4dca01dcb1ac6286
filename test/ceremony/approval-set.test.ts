import { describe, expect, it } from 'vitest';
import { readSignedToken } from '../../src/ceremony/approval-set.ts';
import { Failure } from '../../src/failure.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { decodeTokens } from '../../src/token/record.ts';
import { sha256 } from '../support/sdk5-files.ts';
import { makeToken } from './ceremony.ts';

const digestOf = (bytes: Uint8Array): string => sha256(bytes).toString('hex');

describe('what officers sign', () => {
  it('is read with its records', () => {
    const signedBytes = makeToken();
    expect(readSignedToken('t', signedBytes, nodeCrypto)).toStrictEqual({
      path: 't',
      signedBytes,
      digest: digestOf(signedBytes),
      records: decodeTokens(signedBytes),
    });
  });

  it.each([
    ['nothing', Buffer.alloc(0), new Failure('token-empty', {})],
    ['79 bytes', Buffer.alloc(79), new Failure('token-size', { bytes: 79 })],
    [
      'a record that no HSM makes',
      Buffer.concat([makeToken({ nodes: 1 }), Buffer.alloc(80)]),
      new Failure('token-record', { record: 2, problem: 'user' }),
    ],
  ])('is %s, of which it says why it is no token', (_, signedBytes, problem) => {
    expect(readSignedToken('t', signedBytes, nodeCrypto)).toStrictEqual({
      path: 't',
      signedBytes,
      digest: digestOf(signedBytes),
      records: [],
      problem,
    });
  });

  it('is handed on as it fails where a bug and no file is the reason', () => {
    const noBytes = { length: 80 } as Uint8Array;
    const crypto = { sha256: () => new Uint8Array(32) };
    expect(() => readSignedToken('t', noBytes, crypto)).toThrow(TypeError);
  });
});
