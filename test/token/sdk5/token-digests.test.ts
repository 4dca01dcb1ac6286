import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { findTokenDigests } from '../../../src/token/sdk5/token-digests.ts';
import { mfaFile, PUBLIC_USER_TOKEN, registrationFile, sha256 } from '../../support/sdk5-files.ts';

const records = Buffer.from(JSON.parse(PUBLIC_USER_TOKEN).approval_data, 'base64');
const hex = (bytes: Uint8Array): string => sha256(bytes).toString('hex');
const expected = [records, ...[0, 80, 160].map((at) => records.subarray(at, at + 80))].map(hex);

const find = (bytes: Uint8Array | string): readonly string[] =>
  findTokenDigests(Buffer.from(bytes as Uint8Array), nodeCrypto);

describe('findTokenDigests', () => {
  it.each<[string, Uint8Array | string]>([
    ['a classic token', records],
    ['a token of the newer command line', PUBLIC_USER_TOKEN],
    ['a token under another name', registrationFile(records)],
    [
      'a token deep in JSON',
      JSON.stringify({ a: [{ b: { approval_data: records.toString('base64url') } }] }),
    ],
  ])('has all records together and each: %s', (_, bytes) => {
    expect(find(bytes)).toEqual(expected);
  });

  it('has a file in which records are among other bytes', () => {
    const bytes = Buffer.concat([Buffer.alloc(80, 1), records.subarray(0, 80)]);
    expect(find(bytes)).toContain(hex(bytes));
    expect(find(bytes)).toContain(expected[1]);
  });

  it.each<[string, Uint8Array | string]>([
    ['nothing', ''],
    ['text', 'a'.repeat(160)],
    ['a log-in', mfaFile(sha256(records))],
    ['broken JSON', '{"approval_data": "AA'],
  ])('has none of %s', (_, bytes) => {
    expect(find(bytes)).toEqual([]);
  });
});
