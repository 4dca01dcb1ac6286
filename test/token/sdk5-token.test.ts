import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { encodeTokens, type TokenRecord } from '../../src/token/record.ts';
import { parseSdk5Token, readSdk5File } from '../../src/token/sdk5-token.ts';
import { failureOf } from '../support/failure-of.ts';
import {
  authDataFile,
  mfaFile,
  quorumFile,
  registrationFile,
  sha256,
} from '../support/sdk5-files.ts';

const record: TokenRecord = {
  id: 1,
  service: 5,
  node: 1,
  keyHandle: 0x10,
  nonce: new Uint8Array(16),
  user: 'bob',
  created: 1_700_000_000,
};
const KEY = '0x0000000000000010';
const text = Buffer.alloc(256, 1).toString('base64');
const signature = new Uint8Array(256).fill(1);

describe('a token file of the newer command line', () => {
  it('is read with all that stands in it', () => {
    const signatures = [
      { username: 'bob', role: 'crypto-user', signature: text },
      { username: 'eve', signature: `${text}\n` },
      { username: 'mallory', role: '', signature: '***' },
      { username: 'trent' },
    ];
    const file = quorumFile([record], { service: 'key-usage', key_reference: KEY, signatures });
    const { document, ...token } = parseSdk5Token(file, nodeCrypto);
    expect(token).toEqual({
      approvalData: encodeTokens([record]),
      records: [record],
      service: 'key-usage',
      keyReference: KEY,
      signatures: [
        { username: 'bob', role: 'crypto-user', signature, text },
        { username: 'eve', signature, problem: 'blanks', text: `${text}\n` },
        {
          username: 'mallory',
          role: '',
          signature: new Uint8Array(),
          problem: 'none',
          text: '***',
        },
        { username: 'trent', signature: new Uint8Array(), text: '' },
      ],
    });
    expect(document).toEqual(readSdk5File(file, nodeCrypto));
  });

  it('has no service, key and approvals where none are written', () => {
    const file = quorumFile([{ ...record, service: 3 }], { signatures: undefined });
    const { document: _, ...token } = parseSdk5Token(file, nodeCrypto);
    const records = [{ ...record, service: 3 }];
    expect(token).toEqual({ approvalData: encodeTokens(records), records, signatures: [] });
  });

  it.each([
    ['registration', registrationFile(Buffer.of(1))],
    ['mfa', mfaFile(sha256(Buffer.of(1)))],
    ['authdata', authDataFile(sha256(Buffer.of(1)))],
  ])('is no %s', (kind, file) => {
    expect(readSdk5File(file, nodeCrypto).kind).toBe(kind);
    expect(() => parseSdk5Token(file, nodeCrypto)).toThrow(
      expect.objectContaining({ code: 'sdk5-kind', values: { kind } }),
    );
  });

  it('is refused for the first thing that ends it, as lint tells it', () => {
    const signatures = [{ username: 'a b', signature: text }];
    const file = quorumFile([record], { version: '3.0', key_reference: KEY, signatures });
    const start = file.indexOf('"3.0"');
    expect(() => readSdk5File(file, nodeCrypto)).toThrow(
      expect.objectContaining({
        code: 'sdk5-malformed',
        values: {
          diagnostic: {
            code: 'version',
            severity: 'error',
            values: { found: '3.0', expected: '2.0' },
            span: { start, end: start + 5 },
          },
        },
      }),
    );
    expect(failureOf(() => readSdk5File(file, nodeCrypto)).kind).toBe('file');
  });
});
