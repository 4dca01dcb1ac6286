/** The chain of the audit log: any record that is changed, left out, put in or moved breaks it. */
import { describe, expect, it } from 'vitest';

import type { AuditHead, ChainLink } from '../../../src/hsm/audit-record.ts';
import { chainRecords, findBrokenLink, NO_RECORDS } from '../../../src/hsm/machine/audit.ts';

type Link = ChainLink & { readonly said: string };

const { head, events } = chainRecords(
  NO_RECORDS,
  ['one', 'two', 'three', 'four'].map((said) => ({ said })),
);

/** The same log with one record as it should not be. */
const changed = (at: number, change: Partial<Link>): readonly Link[] =>
  events.map((event, index) => (index === at ? { ...event, ...change } : event));

describe('a chain of records', () => {
  it('counts from 1, begins with zeros, and ends with the hash of its last record', () => {
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    expect(events[0]?.previous).toBe('0'.repeat(64));
    expect(events.slice(1).map(({ previous }) => previous)).toEqual(
      events.slice(0, -1).map(({ hash }) => hash),
    );
    expect(head).toEqual({ sequence: 4, hash: events[3]?.hash });
    // SHA-256 of {"sequence":1,"said":"one","previous":"00…"}: whoever has the log can work it out.
    expect(events[0]?.hash).toBe(
      '3b3b3a6f3897402e37993e876733663ee0d691b72bbad5bf311ad8f90e01af40',
    );
  });

  it('holds, whether it is known where it ends or not', () => {
    expect(findBrokenLink(events, head)).toBeUndefined();
    expect(findBrokenLink(events)).toBeUndefined();
    expect(findBrokenLink([], NO_RECORDS)).toBeUndefined();
    expect(findBrokenLink([])).toBeUndefined();
    expect(findBrokenLink(JSON.parse(JSON.stringify(events)), head)).toBeUndefined();
  });

  it.each<[string, readonly Link[], number, object]>([
    ['a record says something else', changed(1, { said: 'owt' }), 2, { code: 'content' }],
    ['a record has another hash', changed(1, { hash: 'f'.repeat(64) }), 2, { code: 'content' }],
    ['a record has another before it', changed(2, { previous: '0' }), 3, { code: 'previous' }],
    ['the first has one before it', changed(0, { previous: head.hash }), 1, { code: 'previous' }],
    [
      'one is left out',
      events.filter((_, index) => index !== 1),
      2,
      { code: 'sequence', found: 3, expected: 2 },
    ],
    ['the first is left out', events.slice(1), 1, { code: 'sequence', found: 2, expected: 1 }],
    [
      'one is there twice',
      events.flatMap((event, index) => (index === 1 ? [event, event] : [event])),
      3,
      { code: 'sequence', found: 2, expected: 3 },
    ],
    ['the last is left out', events.slice(0, -1), 3, { code: 'end', head }],
    ['all are left out', [], 0, { code: 'end', head }],
  ])('breaks where %s', (_, log, record, problem) => {
    expect(findBrokenLink(log, head)).toEqual({ record, problem });
  });

  it.each<[string, AuditHead]>([
    ['so many records with another hash', { ...head, hash: '0'.repeat(64) }],
    ['more records with that hash', { ...head, sequence: 5 }],
    ['no records', NO_RECORDS],
  ])('breaks at its end where it is to end with %s', (_, other) => {
    expect(findBrokenLink(events, other)).toEqual({
      record: 4,
      problem: { code: 'end', head: other },
    });
  });

  it('is told of by its first break alone, and before its end', () => {
    const log = changed(0, { said: 'eno' }).slice(0, -1);
    expect(findBrokenLink(log, head)).toEqual({ record: 1, problem: { code: 'content' } });
  });
});
