import { describe, expect, it } from 'vitest';
import { readSignedToken, SIGNATURE_FILE_BYTES } from '../../../src/ceremony/approval-set.ts';
import { readBareToken } from '../../../src/ceremony/formats/bare-token.ts';
import { readClassicSet } from '../../../src/ceremony/formats/classic.ts';
import { memoryFiles } from '../../../src/node/memory-files.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { parseApproval } from '../../../src/parser/parse.ts';
import { SERVICE } from '../../../src/token/service.ts';
import { approvalText } from '../../support/approval-text.ts';
import { makeToken } from '../ceremony.ts';

const token = Uint8Array.from(makeToken());
const [s1, s2] = [1, 2].map((n) => new Uint8Array(256).fill(n)) as [Uint8Array, Uint8Array];
const FILES = {
  t: token,
  one: token.subarray(0, 80),
  ofKey: Uint8Array.from(makeToken({ service: SERVICE.useKey, user: 'bob' })),
  s1,
  s2,
};

function read(text: string | Uint8Array, files: Readonly<Record<string, Uint8Array>> = FILES) {
  return readClassicSet(Buffer.from(text), memoryFiles(files), nodeCrypto);
}

function textOf(lines: readonly string[], path = 't'): string {
  return approvalText(path, lines).toString('latin1');
}

describe('a classic approval file', () => {
  it('is read with all that it names', () => {
    const text = textOf(['2 officer1 s1', '1 officer2 s2']).replace(
      '\nToken File Path = ;',
      '\nToken File Path = one;',
    );
    const { document, ...set } = read(text);
    expect(document.data).toEqual(parseApproval(Buffer.from(text)).data);
    expect(set).toStrictEqual({
      format: 'classic',
      token: readSignedToken('t', token, nodeCrypto),
      tokenError: undefined,
      approvals: [
        {
          type: 2,
          name: 'officer1',
          origin: 's1',
          signature: { size: 256, start: s1 },
          unfit: undefined,
        },
        {
          type: 1,
          name: 'officer2',
          origin: 's2',
          signature: { size: 256, start: s2 },
          unfit: { code: 'type', type: 1, expected: 2 },
        },
      ],
      unread: [],
      misplaced: [],
      multiTokenFilePath: 't',
      tokenFilePath: 'one',
      singleToken: FILES.one,
      names: { tokens: ['t', 'one'], signatures: ['s1', 's2'] },
      claimedApprovals: 2,
      faults: [],
      readingsDiffer: false,
    });
  });

  it('names no file where it has no path', () => {
    expect(read(textOf(['2 officer1 s1'])).names.tokens).toEqual(['t']);
    expect(read('').names).toEqual({ tokens: [], signatures: [] });
  });

  it('has no token where that cannot be opened, and says why', () => {
    expect(read(textOf(['2 officer1 s1'], 'gone'))).toMatchObject({
      token: undefined,
      tokenError: { code: 'cannot-open', path: 'gone' },
      faults: [{ code: 'device-error', error: { code: 'cannot-open', path: 'gone' } }],
    });
  });

  it.each([
    ['without approvals', textOf([]), ['no-approvals']],
    ['whose last value has no end', textOf(['2 officer1 s1']).slice(0, -2), ['value-not-ended']],
    [
      'with a name that is too long before the right one',
      textOf(['2 officer1 s1']).replace('Name =', `Name = ${'x'.repeat(40)};\nApprover Name =`),
      [],
    ],
  ])('has its faults: one %s', (_, text, codes) => {
    expect(read(text).faults.map(({ code }) => code)).toEqual(codes);
  });

  it.each([
    ['t', undefined, { code: 'type', type: 1, expected: 2 }],
    ['ofKey', { code: 'type', type: 2, expected: 1 }, undefined],
    // Nobody knows whether it is for a key.
    ['gone', undefined, undefined],
  ])('takes approvers of the type that the service has: token %s', (path, officer, user) => {
    const { approvals } = read(textOf(['2 officer1 s1', '1 officer2 s2'], path));
    expect(approvals.map(({ unfit }) => unfit)).toEqual([officer, user]);
  });

  it('has no approver of a third type right, whatever the token', () => {
    const { approvals } = read(textOf(['3 officer1 s1'], 'gone'));
    expect(approvals[0]?.unfit).toEqual({ code: 'type', type: 3, expected: 2 });
  });

  it('reads no more of a signature’s file than mails are long', () => {
    const long = new Uint8Array(SIGNATURE_FILE_BYTES + 1).fill(7);
    const { approvals } = read(textOf(['2 officer1 long']), { ...FILES, long });
    expect(approvals[0]?.signature).toStrictEqual({
      size: SIGNATURE_FILE_BYTES + 1,
      start: long.subarray(0, SIGNATURE_FILE_BYTES),
    });
  });
});

describe('approvers who are written and not read', () => {
  const unreadOf = (text: string) =>
    read(text).unread.map(({ name, origin, signature }) => [name, origin, signature]);
  const TWO = textOf(['2 officer1 s1', '2 officer2 s2']);

  it.each<[string, string, readonly [string, string][]]>([
    ['nobody of a right file', TWO, []],
    ['whoever is behind the number', TWO.replace('= 2;', '= 1;'), [['officer2', 's2']]],
    [
      'the second of two of one name',
      textOf(['2 officer1 s1', '2 officer1 s2']).replace('= 2;', '= 1;'),
      [['officer1', 's2']],
    ],
    [
      'the second of two of one file',
      textOf(['2 officer1 s1', '2 officer2 s1']).replace('= 2;', '= 1;'),
      [['officer2', 's1']],
    ],
    [
      'one of two that are the same',
      textOf(['2 officer1 s1', '2 officer1 s1']).replace('= 2;', '= 1;'),
      [['officer1', 's1']],
    ],
    [
      'whom the tool reads by another name',
      TWO.replace('officer1;', 'officer1\0old;'),
      [['officer1\0old', 's1']],
    ],
    [
      'whose file the tool reads by another name',
      TWO.replace('s1;', 's1\0old;'),
      [['officer1', 's1\0old']],
    ],
    ['nobody who has blanks for the tool', TWO.replace('officer2;', 'officer2 ;'), []],
    ['nobody whose file has blanks for the tool', TWO.replace('s1;', 's1 ;'), []],
  ])('are %s', (_, text, expected) => {
    expect(unreadOf(text)).toEqual(expected.map((one) => [...one, undefined]));
  });
});

describe('a token without an approval file', () => {
  it('is a set without approvals', () => {
    expect(readBareToken('t', token, nodeCrypto)).toStrictEqual({
      format: 'classic',
      token: readSignedToken('t', token, nodeCrypto),
      tokenError: undefined,
      approvals: [],
      unread: [],
      misplaced: [],
      names: { tokens: ['t'], signatures: [] },
      claimedApprovals: undefined,
      faults: [],
      readingsDiffer: false,
    });
  });
});
