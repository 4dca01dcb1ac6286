import { describe, expect, it } from 'vitest';
import { findProgress, initialsOf } from '../../../src/ceremony/record/progress.ts';
import { readRecord } from '../../../src/ceremony/record/read-record.ts';
import type { RecordEvent } from '../../../src/ceremony/record/record.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { GOOD, read } from '../script/scripts.ts';
import { EXCUSE, OPENED, recordOf, workOf } from './records.ts';

describe('findProgress', () => {
  const { script } = read(GOOD);
  if (script === undefined) throw new Error('a script');

  /** The state of each step, the one that comes next, and whether the ceremony is over. */
  function progressOf(...events: readonly RecordEvent[]) {
    const { entries } = readRecord(Buffer.from(recordOf(...events)), nodeCrypto);
    const { steps, next, isClosed } = findProgress(script ?? { steps: [] }, entries);
    return [...steps.map(({ step, state }) => `${step.id} ${state}`), next?.id, isClosed];
  }

  const done = { kind: 'done', ...workOf('before') } as const;

  it.each<[string, readonly RecordEvent[], readonly unknown[]]>([
    ['nothing', [], ['before open', 'look open', 'before', false]],
    ['an opening', [OPENED], ['before open', 'look open', 'before', false]],
    ['a step', [OPENED, done], ['before done', 'look open', 'look', false]],
    [
      'a step out of turn',
      [OPENED, { kind: 'skipped', step: 'look', ...EXCUSE }],
      ['before open', 'look skipped', 'before', false],
    ],
    [
      'a step that is begun anew',
      [OPENED, done, { kind: 'repeated', step: 'before', ...EXCUSE }],
      ['before open', 'look open', 'before', false],
    ],
    [
      'every step',
      [OPENED, done, { kind: 'deviated', ...workOf('look'), ...EXCUSE }],
      ['before done', 'look deviated', undefined, false],
    ],
    [
      'its end',
      [OPENED, done, { kind: 'closed', isComplete: false }],
      ['before done', 'look open', 'look', true],
    ],
    [
      'a step that the script has not',
      [OPENED, { kind: 'done', ...workOf('other') }],
      ['before open', 'look open', 'before', false],
    ],
  ])('after %s', (_what, events, progress) => {
    expect(progressOf(...events)).toEqual(progress);
  });
});

it.each([
  ['Ada Lovelace', 'AL'],
  ['ada lovelace', 'AL'],
  ['\u00c9mile Zola', '\u00c9Z'],
  ['E\u0301mile Zola', 'EZ'],
  ['Jean-Luc 2nd', 'JL2'],
  ['one two three four five', 'OTTF'],
  ['(Ada)', 'A'],
  ['!', '-'],
])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
