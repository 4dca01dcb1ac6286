import { describe, expect, it } from 'vitest';
import { findHiddenRecords, findMixedToken, findOddities } from '../../src/token/oddities.ts';
import { encodeTokens, RECORD_BYTES, type TokenRecord } from '../../src/token/record.ts';

const record: TokenRecord = {
  id: 1,
  service: 3,
  node: 1,
  keyHandle: 0,
  nonce: new Uint8Array(16),
  user: 'officer1',
  created: 1_700_000_000,
};
const keyRecord = { ...record, service: 5, keyHandle: 0x10 };
const other = (change: Partial<TokenRecord>, of = record) => ({ ...of, node: 2, ...change });

describe('what is odd about records', () => {
  it.each<[string, readonly TokenRecord[], readonly object[]]>([
    ['of none', [], []],
    ['of one', [record], []],
    ['of two nodes', [record, other({})], []],
    [
      'of two users',
      [record, other({ user: 'eve' }), other({ node: 3 })],
      [{ code: 'several-users', users: ['officer1', 'eve'] }],
    ],
    [
      'of two services',
      [record, other({ service: 4 })],
      [{ code: 'several-services', services: [3, 4] }],
    ],
    [
      'of two keys',
      [keyRecord, other({ keyHandle: 0x11 }, keyRecord), other({ node: 3 }, keyRecord)],
      [{ code: 'several-keys', keys: ['0x0000000000000010', '0x0000000000000011'] }],
    ],
    ['of handles that are no keys', [record, other({ keyHandle: 7 })], []],
    ['of a node twice', [record, other({ node: 1 })], [{ code: 'repeated-node' }]],
    [
      'all at once',
      [keyRecord, { ...keyRecord, user: 'eve', service: 6, keyHandle: 0x11 }],
      [
        { code: 'several-users', users: ['officer1', 'eve'] },
        { code: 'several-services', services: [5, 6] },
        { code: 'several-keys', keys: ['0x0000000000000010', '0x0000000000000011'] },
        { code: 'repeated-node' },
      ],
    ],
  ])('%s', (_, records, oddities) => {
    expect(findOddities(records)).toEqual(oddities);
    const [mixed] = oddities.filter(
      (oddity) => !('code' in oddity && oddity.code === 'repeated-node'),
    );
    expect(findMixedToken(records)).toEqual(mixed);
  });

  it('of what an HSM never takes, as it is too large, is not looked for', () => {
    const rows = Math.floor((1 << 20) / RECORD_BYTES);
    const of = (pieces: number) => {
      const bytes = new Uint8Array(pieces * RECORD_BYTES);
      bytes.set(encodeTokens([record]));
      return findHiddenRecords(bytes)?.oddity;
    };
    const values = { users: ['officer1'], services: [3] };
    expect(of(rows)).toEqual({ code: 'hidden-records', records: 1, pieces: rows, ...values });
    expect(of(rows + 1)).toBeUndefined();
  });
});
