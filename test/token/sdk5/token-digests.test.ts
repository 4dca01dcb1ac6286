import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { findTokenDigests } from '../../../src/token/sdk5/token-digests.ts';
import { mfaFile, PUBLIC_USER_TOKEN, registrationFile, sha256 } from '../../support/sdk5-files.ts';

const records = Buffer.from(JSON.parse(PUBLIC_USER_TOKEN).approval_data, 'base64');
const hex = (bytes: Uint8Array): string => sha256(bytes).toString('hex');
const [one, two, three] = [0, 80, 160].map((at) => records.subarray(at, at + 80));
const parts = [one, two, three].map((part) => part ?? Buffer.of());
const join = (...order: readonly number[]): Buffer =>
  Buffer.concat(order.map((at) => parts[at] ?? Buffer.of()));
/** All that an HSM finds its own record in: any of the records, in any order. */
const expected = [
  ...[records, ...parts],
  ...[join(0, 1), join(0, 2), join(1, 0), join(1, 2), join(2, 0), join(2, 1)],
  ...[join(0, 2, 1), join(1, 0, 2), join(1, 2, 0), join(2, 0, 1), join(2, 1, 0)],
].map(hex);

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
    ['base64 of one', `${records.toString('base64').replaceAll(/.{64}/g, '$&\r\n')}\n`],
    ['hex of one', records.toString('hex').toUpperCase()],
    ['a file of one with a line before it', `; from the HSM\n${PUBLIC_USER_TOKEN}`],
    ['a file of one that is cut', PUBLIC_USER_TOKEN.slice(0, -3)],
    ['one as PowerShell writes it', Buffer.from(`\ufeff${PUBLIC_USER_TOKEN}`, 'utf16le')],
    [
      'one with line ends in its base64',
      PUBLIC_USER_TOKEN.replace(/(approval_data": ".{64})/, '$1\r\n'),
    ],
    ['the same without a mark', Buffer.from(PUBLIC_USER_TOKEN, 'utf16le')],
    ['JSON that writes a letter as an escape', PUBLIC_USER_TOKEN.replace('"AAEA', '"\\u0041AEA')],
    ['broken JSON with escaped line ends', `${PUBLIC_USER_TOKEN.replace('"AAEA', '"AA\\r\\nEA')},`],
    [
      'a token within what bears its name',
      JSON.stringify({ approval_data: [{ approval_data: records.toString('base64') }, 1] }),
    ],
    ['broken JSON of a writer that escapes each /', `${PUBLIC_USER_TOKEN.replaceAll('/', '\\/')},`],
  ])('has all records together, each, and some of them: %s', (_, bytes) => {
    expect([...find(bytes)].sort()).toEqual([...expected].sort());
  });

  it('has of more records those that stand behind each other', () => {
    const eight = Buffer.concat(Array.from({ length: 8 }, (_, at) => parts[at % 3] ?? Buffer.of()));
    const found = find(eight);
    expect(found).toContain(hex(eight));
    expect(found).toContain(hex(eight.subarray(160, 480)));
    expect(found).toContain(hex(eight.subarray(80, 160)));
    const many = Buffer.concat(Array.from({ length: 700 }, () => eight));
    expect(find(many)).toHaveLength(4);
  });

  it.each([
    [1, 1],
    [2, 4],
    [3, 15],
    [4, 64],
    [5, 15],
    [32, 528],
    [33, 34],
  ])('has of %d records all that an HSM may be shown: %d', (count, digests) => {
    const different = Array.from({ length: count }, (_, at) => {
      const record = Buffer.from(parts[0] ?? '');
      record.writeUInt32BE(at, 4);
      return record;
    });
    expect(find(Buffer.concat(different))).toHaveLength(digests);
  });

  it('has a damaged token as it is, and as it was', () => {
    const longer = Buffer.concat([records, Buffer.from('\n')]);
    expect(find(longer)).toEqual(expect.arrayContaining([hex(longer), ...expected]));
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
    ['an odd number of digits', 'abc'],
    ['a record under another name', JSON.stringify({ data: records.toString('base64') })],
  ])('has none of %s', (_, bytes) => {
    expect(find(bytes)).toEqual([]);
  });
});
