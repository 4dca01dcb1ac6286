/**
 * What was truly done, as HSMs log it, and one thing altered: the right finding comes, and none where nothing is
 * altered.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { LogEvent } from '../../../src/audit/log-event.ts';
import type { AuditReport } from '../../../src/audit/report.ts';
import { audit, type Deed, requestOf, type WrittenFile, writeLog } from './written-logs.ts';

const GUARDED = /^(createUser|deleteUser|changePswd|setMValue)/;

/** Names of those who are made, and nobody's who logs in. */
const COMMANDS = [
  'createUser CU bob',
  'createUser CO carol',
  'deleteUser CU bob',
  'deleteUser CO carol',
  'changePswd CU bob',
  'changePswd CO officer3',
  'setMValue 3 2',
  'generateKey',
  'generateKey',
];

/** Sessions one after another: each logs in, does something, and logs out. */
const truth = fc
  .array(
    fc.record({
      by: fc.constantFrom('officer1', 'officer2'),
      what: fc.array(fc.constantFrom(...COMMANDS), { maxLength: 5 }),
      pause: fc.integer({ min: 1, max: 900 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((sessions) => {
    let at = 0;
    return sessions.flatMap(({ by, what, pause }): Deed[] => {
      const deeds = ['login', ...what, 'logout'].map((one) => {
        at += pause;
        return { at, by, what: one };
      });
      return deeds;
    });
  });

const hsms = fc.integer({ min: 2, max: 4 });

function guardedOf(deeds: readonly Deed[]): readonly Deed[] {
  return deeds.filter(({ what }) => GUARDED.test(what));
}

function writeAll(deeds: readonly Deed[], count: number): WrittenFile[] {
  return Array.from({ length: count }, (_, hsm) => ({
    stream: `hsm-${hsm}`,
    events: writeLog(deeds, hsm),
  }));
}

/** With the events of one file changed. */
function alter(
  files: readonly WrittenFile[],
  at: number,
  change: (events: readonly LogEvent[]) => readonly LogEvent[],
): WrittenFile[] {
  return files.map((file, index) =>
    index === at ? { ...file, events: change(file.events as LogEvent[]) } : file,
  );
}

function codesOf({ findings }: AuditReport): readonly string[] {
  return findings.map(({ code }) => code);
}

/** A truth, one of its guarded deeds, one of its HSMs. */
const altered = fc
  .tuple(truth, hsms, fc.nat(), fc.nat())
  .filter(([deeds]) => guardedOf(deeds).length > 0)
  .map(([deeds, count, deed, hsm]) => {
    const guarded = guardedOf(deeds);
    return {
      deeds,
      files: writeAll(deeds, count),
      requests: guarded.map((one) => requestOf(one)),
      // their place among all deeds is that in each log
      at: deeds.indexOf(guarded[deed % guarded.length] as Deed),
      nth: deed % guarded.length,
      hsm: hsm % count,
    };
  });

describe('an audit', () => {
  it('finds each operation covered where nothing is altered', () => {
    fc.assert(
      fc.property(truth, hsms, (deeds, count) => {
        const guarded = guardedOf(deeds);
        const requests = guarded.map((one) => requestOf(one));
        const report = audit(writeAll(deeds, count), { requests });
        expect(codesOf(report)).toEqual([]);
        expect(
          report.operations.map(({ actor, done, request }) => ({
            actor,
            everywhere: done.length === count,
            covered: request !== undefined,
          })),
        ).toEqual(guarded.map(({ by }) => ({ actor: by, everywhere: true, covered: true })));
      }),
    );
  });

  it('finds those uncovered for which there is no request, and no others', () => {
    fc.assert(
      fc.property(truth, hsms, fc.infiniteStream(fc.boolean()), (deeds, count, asked) => {
        const guarded = guardedOf(deeds);
        const isAsked = guarded.map(() => asked.next().value as boolean);
        const requests = guarded.filter((_, at) => isAsked[at]).map((one) => requestOf(one));
        const report = audit(writeAll(deeds, count), { requests });
        // A request may as well cover its like that was done within its time.
        expect(report.findings).toHaveLength(isAsked.filter((one) => !one).length);
        const unasked = guarded.filter((_, at) => !isAsked[at]).map(({ what }) => what);
        const uncovered = report.findings.map((finding) =>
          'operation' in finding ? finding.operation : -1,
        );
        expect(uncovered.map((at) => guarded[at]?.what).sort()).toEqual([...unasked].sort());
      }),
    );
  });

  it('does not depend on the order of files and requests, nor on how streams are cut', () => {
    fc.assert(
      fc.property(truth, hsms, fc.infiniteStream(fc.nat()), (deeds, count, numbers) => {
        const next = (below: number): number => (numbers.next().value as number) % below;
        const requests = guardedOf(deeds)
          .filter(() => next(3) > 0)
          .map((one) => requestOf(one));
        const whole = writeAll(deeds, count).map((file) => ({ ...file, isNamed: true }));
        const cut = whole.flatMap((file): readonly WrittenFile[] => {
          const at = next(file.events.length);
          const parts = [file.events.slice(0, at), file.events.slice(at)];
          return parts.map((events) => ({ ...file, events }));
        });
        const shuffled = <Item>(items: readonly Item[]): Item[] =>
          items
            .map((item) => ({ item, key: next(1000) }))
            .sort((one, other) => one.key - other.key)
            .map(({ item }) => item);
        const report = audit(whole, { requests });
        expect(audit(shuffled(cut), { requests: shuffled(requests) })).toEqual(report);
        // and of texts, which do not say of which stream they are
        const texts = (files: readonly WrittenFile[]): WrittenFile[] =>
          files.map((file) => ({ ...file, isNamed: false }));
        expect(audit(texts(shuffled(whole)), { requests })).toEqual(report);
      }),
      { numRuns: 30 },
    );
  });

  it('finds an event that is gone', () => {
    fc.assert(
      fc.property(altered, ({ files, requests, at, nth, hsm }) => {
        const gone = alter(files, hsm, (events) => events.toSpliced(at, 1));
        expect(audit(gone, { requests }).findings).toEqual([
          { code: 'not-everywhere', operation: nth },
          expect.objectContaining({
            code: 'gap',
            stream: `hsm-${hsm}`,
            after: BigInt(at - 1),
            next: BigInt(at + 1),
          }),
        ]);
      }),
    );
  });

  it('finds an event that is there twice', () => {
    fc.assert(
      fc.property(altered, fc.nat(), ({ files, requests, hsm }, any) => {
        const at = any % (files[hsm]?.events.length ?? 1);
        const twice = alter(files, hsm, (events) =>
          events.toSpliced(at, 0, events[at] as LogEvent),
        );
        const broken = { code: 'out-of-order', stream: `hsm-${hsm}`, after: BigInt(at) };
        expect(audit(twice, { requests }).findings).toMatchObject([
          { ...broken, next: BigInt(at) },
        ]);
      }),
    );
  });

  it('finds an operation that one HSM refused', () => {
    fc.assert(
      fc.property(altered, ({ files, requests, at, nth, hsm }) => {
        const response = { isSuccess: false, number: 163, text: 'RET_MXN_AUTH_FAILED' };
        const refused = alter(files, hsm, (events) =>
          events.with(at, { ...(events[at] as LogEvent), response }),
        );
        const { findings, operations } = audit(refused, { requests });
        expect(findings).toEqual([{ code: 'not-everywhere', operation: nth }]);
        expect(operations[nth]?.missing).toEqual([
          { stream: `hsm-${hsm}`, why: { code: 'refused', text: 'RET_MXN_AUTH_FAILED' } },
        ]);
      }),
    );
  });

  it('finds an operation of which one HSM tells otherwise', () => {
    fc.assert(
      fc.property(
        altered.filter(({ deeds, at }) => !deeds[at]?.what.startsWith('setMValue')),
        ({ files, requests, at, hsm }) => {
          const user = { name: 'mallory', type: 'CN_CRYPTO_USER', typeNumber: 1 };
          const other = alter(files, hsm, (events) =>
            events.with(at, { ...(events[at] as LogEvent), user }),
          );
          expect([...codesOf(audit(other, { requests }))].sort()).toEqual([
            'not-everywhere',
            'not-everywhere',
            'uncovered',
          ]);
        },
      ),
    );
  });

  it('finds an operation that was done once more than it was asked for', () => {
    fc.assert(
      fc.property(altered, ({ deeds, requests, at }) => {
        const deed = deeds[at] as Deed;
        const again = deeds.toSpliced(at, 0, deed);
        const twice = audit(writeAll(again, 2), { requests });
        expect(codesOf(twice)).toHaveLength(1);
        // unless a third of its like has a request that is as good
        expect(['done-twice', 'uncovered']).toContain(codesOf(twice)[0]);
      }),
    );
  });

  it('finds a reboot', () => {
    fc.assert(
      fc.property(altered, ({ files, requests, hsm }) => {
        const booted = alter(files, hsm, (events) =>
          events.map((event, index) =>
            index === events.length - 1 ? { ...event, reboots: event.reboots + 1 } : event,
          ),
        );
        expect(codesOf(audit(booted, { requests }))).toEqual(['reboot']);
      }),
    );
  });

  it('finds a session that is open at the end of all logs', () => {
    fc.assert(
      fc.property(altered, ({ files, deeds, requests }) => {
        const open = files.map(({ stream, events }) => ({ stream, events: events.slice(0, -1) }));
        const { findings } = audit(open, { requests });
        expect(findings).toMatchObject([{ code: 'ends-in-session', actor: deeds.at(-1)?.by }]);
        // on one HSM only it is what HSMs do: they log the end of a session on that which ends it
        expect(codesOf(audit([...files.slice(0, 1), ...open.slice(1)], { requests }))).toEqual([]);
      }),
    );
  });
});
