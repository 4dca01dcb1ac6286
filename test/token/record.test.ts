import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findHiddenRecords } from '../../src/token/oddities.ts';
import {
  decodeTokens,
  encodeTokens,
  findRecordBytes,
  findRecords,
  RECORD_BYTES,
  readTokens,
  splitRecords,
  type TokenRecord,
} from '../../src/token/record.ts';
import { failureOf } from '../support/failure-of.ts';

/** Written down field by field from the table of offsets. */
const DOCUMENTED =
  '0001' + // id 1
  '0003' + // service 3
  '00000001' + // node 1
  '0000000000000000' + // key handle 0
  '000102030405060708090a0b0c0d0e0f' + // nonce
  '6f666669636572310000000000000000' + // officer1, padded
  '00000000000000000000000000000000' +
  '000000005a5d5a33' + // 2018-01-16 01:49:39 UTC
  '0000000000000000';

const RECORD: TokenRecord = {
  id: 1,
  service: 3,
  node: 1,
  keyHandle: 0,
  nonce: Uint8Array.from({ length: 16 }, (_, index) => index),
  user: 'officer1',
  created: Date.UTC(2018, 0, 16, 1, 49, 39) / 1000,
};

const anyRecord: fc.Arbitrary<TokenRecord> = fc.record({
  id: fc.integer({ min: 0, max: 0xffff }),
  service: fc.integer({ min: 0, max: 0xffff }),
  node: fc.integer({ min: 0, max: 0xffff_ffff }),
  keyHandle: fc.maxSafeNat(),
  nonce: fc.uint8Array({ minLength: 16, maxLength: 16 }),
  user: fc.stringMatching(/^[A-Za-z0-9_]{1,31}$/),
  created: fc.maxSafeNat(),
});

describe('the record', () => {
  it('has each field at its place', () => {
    expect(Buffer.from(encodeTokens([RECORD])).toString('hex')).toBe(DOCUMENTED);
    expect(decodeTokens(Buffer.from(DOCUMENTED, 'hex'))).toEqual([RECORD]);
  });

  it('reads as it was written', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 32 }), (records) => {
        const bytes = encodeTokens(records);
        expect(bytes.length).toBe(records.length * RECORD_BYTES);
        expect(decodeTokens(bytes)).toEqual(records);
        expect(Buffer.concat(splitRecords(bytes))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('writes as it was read, whatever is changed in it, or is not read at all', () => {
    let read = 0;
    fc.assert(
      fc.property(anyRecord, fc.nat(RECORD_BYTES - 1), fc.nat(255), (record, at, value) => {
        const bytes = encodeTokens([record]);
        bytes[at] = value;
        let decoded: TokenRecord[];
        try {
          decoded = decodeTokens(bytes);
        } catch {
          return;
        }
        read += 1;
        expect(encodeTokens(decoded)).toEqual(bytes);
      }),
      { numRuns: 1000 },
    );
    expect(read).toBeGreaterThan(300);
  });

  it('is read from a view into a larger buffer', () => {
    const buffer = Buffer.from(`ff${DOCUMENTED}ff`, 'hex');
    expect(decodeTokens(buffer.subarray(1, 81))).toEqual([RECORD]);
  });
});

describe('decodeTokens refuses', () => {
  it.each([1, 79, 81, 159])('%d bytes', (length) => {
    const failure = failureOf(() => decodeTokens(new Uint8Array(length)));
    expect(failure.kind).toBe('file');
    const bytes = length === 1 ? '1 byte' : `${length} bytes`;
    expect(failure.message).toBe(`token file has ${bytes}, expected a multiple of 80`);
  });

  it.each<[string, number, string, RegExp]>([
    ['a key handle above 2⁵³', 8, 'ff', /key handle is out of range/],
    ['a creation time above 2⁵³', 64, 'ff', /creation time is out of range/],
    ['no user', 32, '00', /user is not a user name/],
    ['a user with a blank', 33, '20', /user is not a user name/],
    ['a user without an end', 32, '61'.repeat(32), /user is not a user name/],
    ['something behind the user', 50, '01', /bytes that must be zero are not/],
    ['something at the end', 79, '01', /bytes that must be zero are not/],
  ])('%s', (_, at, hex, message) => {
    const bytes = Buffer.from(DOCUMENTED + DOCUMENTED, 'hex');
    Buffer.from(hex, 'hex').copy(bytes, RECORD_BYTES + at);
    const failure = failureOf(() => decodeTokens(bytes));
    expect(failure.kind).toBe('file');
    expect(failure.message).toMatch(/^record 2 of the token file is not a quorum token: /);
    expect(failure.message).toMatch(message);
  });
});

it('what must be zero in a record is zero, whichever byte it is', () => {
  for (const at of [41, 63, 72, 79]) {
    const bytes = Buffer.from(DOCUMENTED, 'hex');
    bytes[at] = 1;
    const expected = { problem: 'record', record: 1, detail: 'not-zero' };
    expect(readTokens(bytes), `${at}`).toEqual(expected);
    expect(findRecordBytes(bytes), `${at}`).toEqual([]);
  }
});

it('a record has what just fits', () => {
  const most = Number.MAX_SAFE_INTEGER;
  const record = {
    ...RECORD,
    ...{ id: 0xffff, service: 0xffff, node: 0xffff_ffff, keyHandle: most, created: most },
    user: 'a'.repeat(31),
  };
  expect(readTokens(encodeTokens([record]))).toEqual({ records: [record] });
  expect(readTokens(encodeTokens([{ ...record, user: 'b', keyHandle: 0 }]))).toMatchObject({
    records: [{ user: 'b', keyHandle: 0 }],
  });
});

describe('encodeTokens refuses', () => {
  it.each<[Partial<TokenRecord>, RegExp]>([
    [{ id: 65536 }, /token id 65536 is not a whole number from 0 to 65535/],
    [{ service: -1 }, /token service -1/],
    [{ node: 2 ** 32 }, /token node 4294967296/],
    [{ keyHandle: 2 ** 53 }, /token key handle/],
    [{ created: 1.5 }, /token creation time 1.5/],
    [{ nonce: new Uint8Array(15) }, /nonce has 15 bytes, expected 16/],
    [{ user: 'a'.repeat(32) }, /is not 1 to 31 letters/],
    [{ user: 'a\0' }, /"a\\u0000" is not/],
  ])('%j', (change, message) => {
    const failure = failureOf(() => encodeTokens([{ ...RECORD, ...change }]));
    expect(failure.kind).toBe('usage');
    expect(failure.message).toMatch(message);
  });
});

describe('records among what is none', () => {
  it('are found by pieces of 80 bytes, and in nothing of another size', () => {
    const record = encodeTokens([RECORD]);
    const other = new Uint8Array(RECORD_BYTES).fill(0x20);
    expect(findRecords(Buffer.concat([other, record]))).toEqual({ records: [RECORD], pieces: 2 });
    expect(findRecords(Buffer.concat([other, record, Buffer.from('\n')])).records).toEqual([]);
    expect(findRecords(new Uint8Array())).toEqual({ records: [], pieces: 0 });
  });

  it('are found at any place, too, each once', () => {
    const [first, second] = [RECORD, { ...RECORD, node: 9 }].map((one) => encodeTokens([one]));
    const find = (...parts: (Uint8Array | string | undefined)[]): readonly Buffer[] =>
      findRecordBytes(Buffer.concat(parts.map((one) => Buffer.from(one ?? '')))).map((one) =>
        Buffer.from(one),
      );
    const records = [first, second].map((one) => Buffer.from(one ?? ''));
    expect(find(first, second)).toEqual(records);
    expect(find(first, second, '\n')).toEqual(records);
    expect(find('x', first, 'hello', second)).toEqual(records);
    expect(find(first?.subarray(2), second?.subarray(0, 79))).toEqual([]);
    expect(find(new Uint8Array(300), new Uint8Array(300).fill(0x61))).toEqual([]);
    expect(find(first?.map((byte, at) => (at === 40 ? 1 : byte)))).toEqual([]);
  });

  it('are hidden where not all are records', () => {
    const record = encodeTokens([RECORD]);
    const other = new Uint8Array(RECORD_BYTES);
    expect(findHiddenRecords(record)).toBeUndefined();
    expect(findHiddenRecords(other)).toBeUndefined();
    expect(findHiddenRecords(Buffer.concat([record, other, record]))).toEqual({
      records: [RECORD, RECORD],
      oddity: { code: 'hidden-records', records: 2, pieces: 3, users: ['officer1'], services: [3] },
    });
  });
});
