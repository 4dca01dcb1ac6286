import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { encodeTokens, type TokenRecord } from '../../src/token/record.ts';
import { readTokenFile } from '../../src/token/token-file.ts';
import { failureOf } from '../support/failure-of.ts';
import { expectLinear } from '../support/growth.ts';

const records = [1, 0].map((node) => ({
  id: 7,
  service: 3,
  node,
  keyHandle: 0,
  nonce: new Uint8Array(16).fill(node + 1),
  user: 'officer1',
  created: 1_700_000_000,
}));
const bytes = encodeTokens(records);
const digest = createHash('sha256').update(bytes).digest();

/** The file of the newer command line, with changes. */
function sdk5(change: Record<string, unknown> = {}): Buffer {
  const file = {
    version: '2.0',
    approval_data: Buffer.from(bytes).toString('base64'),
    token: digest.toString('base64'),
    signatures: [{ username: 'officer2', signature: Buffer.alloc(256, 1).toString('base64') }],
    ...change,
  };
  return Buffer.from(`${JSON.stringify(file, null, 2)}\n`);
}

function signedData(of: readonly TokenRecord[]) {
  const data = encodeTokens(of);
  return {
    approval_data: Buffer.from(data).toString('base64'),
    token: createHash('sha256').update(data).digest('base64'),
  };
}

/** A file that proves that an officer has a key. */
function registration({ approval_data: data, signed }: { approval_data: Buffer; signed: string }) {
  const unsigned = createHash('sha256').update(data).digest('base64');
  const tokens = [{ approval_data: data.toString('base64'), unsigned, signed }];
  return Buffer.from(JSON.stringify({ version: '2.0', tokens }));
}

describe('readTokenFile', () => {
  it('reads the classic file', () => {
    expect(readTokenFile(bytes, nodeCrypto)).toEqual({
      format: 'classic',
      signedBytes: bytes,
      digest: digest.toString('hex'),
      records,
    });
  });

  it('reads the file of the newer command line, and finds the same in it', () => {
    const file = readTokenFile(sdk5(), nodeCrypto);
    expect(file.format).toBe('sdk5');
    expect(Buffer.from(file.signedBytes)).toEqual(Buffer.from(bytes));
    expect(file.digest).toBe(digest.toString('hex'));
    expect(file.records).toEqual(records);
    expect(file.format === 'sdk5' && file.sdk5.signatures).toEqual([
      {
        username: 'officer2',
        signature: new Uint8Array(256).fill(1),
        text: Buffer.alloc(256, 1).toString('base64'),
      },
    ]);
  });

  it('reads that of a key service', () => {
    const file = readTokenFile(
      sdk5({
        ...signedData(records.map((record) => ({ ...record, service: 5, keyHandle: 0x2c33f7 }))),
        service: 'key-usage',
        key_reference: '0x00000000002c33f7',
        signatures: [{ username: 'bob', role: 'crypto-user', signature: '' }],
      }),
      nodeCrypto,
    );
    expect(file.format === 'sdk5' && file.sdk5).toMatchObject({
      service: 'key-usage',
      keyReference: '0x00000000002c33f7',
      signatures: [{ username: 'bob', role: 'crypto-user', signature: new Uint8Array(0) }],
    });
  });

  it('takes a classic file that begins with a brace for what it is', () => {
    const odd = encodeTokens(records.map((record) => ({ ...record, id: 0x7b7b })));
    expect(readTokenFile(odd, nodeCrypto).format).toBe('classic');
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /is empty/],
    ['text', Buffer.from('Multi Token File Path = a;\n'), /27 bytes, expected a multiple of 80/],
    [
      'half a JSON',
      sdk5().subarray(0, 100),
      /no sound file of the newer command line: expected a double quote/,
    ],
    ['another version', sdk5({ version: '3.0' }), /found version "3\.0", expected "2\.0"/],
    [
      'a number for data',
      sdk5({ approval_data: 3 }),
      /expected a text in double quotes as "approval_data"/,
    ],
    [
      'base64 with a newline',
      sdk5({ token: `${digest.toString('base64')}\n` }),
      /base64 with blanks or line ends in it in "token"/,
    ],
    [
      'another token',
      sdk5({ token: Buffer.alloc(32).toString('base64') }),
      /not the SHA-256 of the approval_data beside it/,
    ],
    [
      'no records',
      sdk5({ approval_data: '', token: createHash('sha256').digest('base64') }),
      /is empty/,
    ],
    [
      'a registration',
      registration({ approval_data: Buffer.from('abc'), signed: '' }),
      /a registration file/,
    ],
    [
      'a key twice',
      Buffer.from(sdk5().toString().replace('{', '{"version":"2.0",')),
      /a second member "version"/,
    ],
    ['other JSON', Buffer.from('{"a":[]}'), /without approval_data, tokens or Data/],
  ])('refuses %s', (_, file, message) => {
    const failure = failureOf(() => readTokenFile(file, nodeCrypto));
    expect(failure.kind).toBe('file');
    expect(failure.message).toMatch(message);
  });

  it('refuses data that is no record', () => {
    const data = Buffer.alloc(80, 0xff);
    const file = sdk5({
      approval_data: data.toString('base64'),
      token: createHash('sha256').update(data).digest('base64'),
    });
    expect(failureOf(() => readTokenFile(file, nodeCrypto)).message).toMatch(
      /record 1 in "approval_data" is no quorum token/,
    );
  });

  it('refuses a list of what is no approval in a time that grows with its length', () => {
    expectLinear((items) => {
      const file = Buffer.from(`{"signatures":[${Array(items).fill('0').join()}]}`);
      return () => failureOf(() => readTokenFile(file, nodeCrypto));
    }, 4000);
  });
});
