import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Audit } from '../../../src/audit/judge/judge-audit.ts';
import { matchPairs } from '../../../src/audit/judge/match.ts';
import type { LogEvent } from '../../../src/audit/log-event.ts';
import { failureOf } from '../../support/failure-of.ts';
import {
  audit,
  type Deed,
  makeEvent,
  makeRequest,
  requestOf,
  START,
  type WrittenFile,
  writeLog,
} from './written-logs.ts';

const at = (seconds: number): bigint => BigInt(START + seconds) * 1_000_000n;

/** One session of officer1, a deed every ten seconds. */
function sessionOf(...what: readonly string[]): Deed[] {
  return ['login', ...what, 'logout'].map((one, index) => ({
    at: 10 * index,
    by: 'officer1',
    what: one,
  }));
}

function writeAll(deeds: readonly Deed[]): WrittenFile[] {
  return [0, 1].map((hsm) => ({ stream: `hsm-${hsm}`, events: writeLog(deeds, hsm) }));
}

describe('who did it', () => {
  it('is whoever logged in last on the connection', () => {
    const log = [
      makeEvent({ user: { name: 'Officer1', type: 'CN_CRYPTO_OFFICER', typeNumber: 2 } }),
      makeEvent({
        sequence: 1n,
        session: 0x9002001n,
        user: { name: 'officer2', type: 'CN_CRYPTO_OFFICER', typeNumber: 2 },
      }),
      // as in the guide: made in another session of the connection, logged out in none
      makeEvent({
        sequence: 2n,
        session: 0x7014007n,
        opcode: 'CN_CREATE_USER',
        user: { name: 'bob', type: 'CN_CRYPTO_USER', typeNumber: 1 },
      }),
      makeEvent({ sequence: 3n, session: 0x7014000n, opcode: 'CN_LOGOUT' }),
      makeEvent({
        sequence: 4n,
        session: 0x7014007n,
        opcode: 'CN_CREATE_CO',
        user: { name: 'alice', type: 'CN_CRYPTO_OFFICER', typeNumber: 2 },
      }),
    ];
    const { operations, findings } = audit([{ stream: 'hsm-0', events: log }]);
    expect(operations.map(({ actor }) => actor)).toEqual(['officer1', undefined]);
    expect(findings).toMatchObject([
      { code: 'uncovered', operation: 0 },
      { code: 'uncovered', operation: 1 },
      { code: 'ends-in-session', actor: 'officer2', session: 0x9002001n },
    ]);
  });

  it('is nobody whose log-in failed, and not known where the log begins later', () => {
    const wrong = { isSuccess: false, number: 163, text: 'RET_USER_LOGIN_FAILURE' };
    const [, made] = writeLog(sessionOf('createUser CU bob'), 0);
    const failed = makeEvent({ session: made?.session ?? 0n, response: wrong });
    expect(audit([{ stream: 'a', events: [failed, made as LogEvent] }]).operations).toMatchObject([
      { actor: undefined },
    ]);
    const later = audit([{ stream: 'a', events: [made as LogEvent] }], {
      requests: [requestOf({ at: 10, by: 'officer1', what: 'createUser CU bob' })],
    });
    expect(later.findings).toEqual([{ code: 'uncovered', operation: 0 }]);
  });

  it('goes over from one part of a stream to the next, in whatever order they come', () => {
    const events = writeLog(sessionOf('createUser CU bob', 'changePswd CO officer1'), 0);
    const parts = [events.slice(2), events.slice(0, 2)].map((part, index) => ({
      stream: `${index}.log`,
      events: part,
    }));
    const report = audit(parts);
    expect(report.streams).toMatchObject([{ name: '1.log', events: 4n }]);
    expect(report.findings).toEqual([{ code: 'uncovered', operation: 0 }]);
    expect(report.operations).toMatchObject([{ actor: 'officer1' }]);
  });
});

describe('passwords', () => {
  it('are one’s own to change, and an officer’s first is set-up', () => {
    const pre = { name: 'admin', type: 'CN_CRYPTO_PRE_OFFICER', typeNumber: 6 };
    const activation = makeEvent({ opcode: 'CN_CHANGE_PSWD', session: 0x2010003n, user: pre });
    const deeds = writeLog(sessionOf('changePswd CO officer1', 'changePswd CO officer2'), 0);
    const log = [activation, ...deeds.map((one) => ({ ...one, sequence: one.sequence + 1n }))];
    const report = audit([{ stream: 'a', events: log }]);
    expect(report.before).toMatchObject([
      { operation: { operation: { arguments: { type: 'PRECO', user: 'admin' } } } },
    ]);
    expect(report.operations).toMatchObject([
      { operation: { operation: { arguments: { user: 'officer2' } } } },
    ]);
    // after an officer was there it is no set-up
    const late = [...deeds, { ...activation, time: at(99), sequence: BigInt(deeds.length) }];
    expect(audit([{ stream: 'a', events: late }]).operations).toHaveLength(2);
  });
});

describe('requests', () => {
  const deed: Deed = { at: 10, by: 'officer1', what: 'createUser CU bob' };
  const logs = writeAll(sessionOf('createUser CU bob'));

  it('cover what they ask for, of whoever asks, in their time', () => {
    const wrong = [
      { what: 'createUser CO bob' },
      { what: 'deleteUser CU bob' },
      { requester: 'officer2' },
    ];
    for (const values of wrong) {
      const report = audit(logs, { requests: [requestOf(deed, values)] });
      expect(report.findings).toEqual([{ code: 'uncovered', operation: 0 }]);
      expect(report.requests).toMatchObject([{ operations: [], outside: [] }]);
    }
    const times = [{ made: START + 11 }, { expires: START + 9 }];
    for (const values of times) {
      const report = audit(logs, { requests: [requestOf(deed, values)] });
      expect(report.findings).toEqual([{ code: 'outside-time', operation: 0, request: 0 }]);
      expect(report.requests).toMatchObject([{ operations: [], outside: [0] }]);
    }
    const edges = { made: START + 10, expires: START + 10 };
    expect(audit(logs, { requests: [requestOf(deed, edges)] }).findings).toEqual([]);
  });

  it('cover one operation each, and one for each token', () => {
    const twice = writeAll(
      sessionOf('createUser CU bob', 'deleteUser CU bob', 'createUser CU bob'),
    );
    const deletion = requestOf({ at: 20, by: 'officer1', what: 'deleteUser CU bob' });
    const requests = [requestOf(deed), deletion];
    expect(audit(twice, { requests })).toMatchObject({
      findings: [{ code: 'done-twice', operation: 2, request: 0 }],
      requests: [{ operations: [0, 2] }, { operations: [1] }],
    });
    // a copy is no second request, and neither is another one for the same token
    const copy = { ...requestOf(deed), path: 'copy.json' };
    const sameToken = requestOf(deed, { made: START - 49 });
    for (const other of [copy, sameToken]) {
      const report = audit(twice, { requests: [...requests, other] });
      expect(report.findings).toMatchObject([{ code: 'done-twice', operation: 2 }]);
    }
    const second = requestOf(deed, { token: 'another' });
    expect(audit(twice, { requests: [...requests, second] }).findings).toEqual([]);
  });

  it('are dealt out so that as many operations are covered as can be', () => {
    const twice = writeAll(sessionOf('createUser CU bob', 'createUser CU bob'));
    // whoever took the longer one for the first would leave the second without any
    const long = requestOf(deed, { token: 'long', made: START, expires: START + 100 });
    const short = requestOf(deed, { token: 'short', made: START + 1, expires: START + 10 });
    for (const requests of [
      [long, short],
      [short, long],
    ]) {
      expect(audit(twice, { requests }).findings).toEqual([]);
    }
  });

  it('count only where their signatures hold, where those are judged', () => {
    const [bad, good] = [requestOf(deed, { token: 'bad' }), requestOf(deed, { token: 'good' })];
    const approve = ({ request }: { request: { token: { digest: string } } }) => ({
      isEnough: request.token.digest === 'good',
      by: [],
      problems: [],
      verdict: undefined,
    });
    expect(audit(logs, { requests: [bad], approve }).findings).toEqual([
      { code: 'request-not-approved', operation: 0, request: 0 },
    ]);
    const report = audit(logs, { requests: [bad, good], approve });
    expect(report.findings).toEqual([]);
    expect(report.operations[0]?.request).toBe(
      report.requests.findIndex(({ approval }) => approval?.isEnough),
    );
  });

  it('of a quorum value cover any, unless the log tells which', () => {
    const set = writeLog(sessionOf('setMValue 3 2'), 0);
    const request = makeRequest({
      what: 'setMValue 3 2',
      requester: 'officer1',
      made: START,
      expires: undefined,
      token: 'a',
    });
    const tell = (m: number): WrittenFile => ({
      stream: 'a',
      events: set.map((event) =>
        event.opcode === 'CN_SET_M_VALUE' ? { ...event, service: 3, m } : event,
      ),
    });
    const codes = [{ stream: 'a', events: set }, tell(2), tell(3)].map((file) =>
      audit([file], { requests: [request] }).findings.map(({ code }) => code),
    );
    expect(codes).toEqual([[], [], ['uncovered']]);
  });
});

describe('the time that is looked at', () => {
  const deeds = sessionOf('createUser CU bob', 'createUser CO carol', 'deleteUser CU bob');

  it('leaves out what was before, which is listed apart, and what came after', () => {
    const report = audit(writeAll(deeds), {}, { from: at(15), until: at(25) });
    expect(report.before).toMatchObject([{ time: at(10) }]);
    expect(report.operations).toMatchObject([{ time: at(20) }]);
    expect(report.findings).toEqual([{ code: 'uncovered', operation: 0 }]);
  });

  it('wants logs that begin before it, or with the HSM', () => {
    const late = writeAll(deeds).map(({ stream, events }) => ({ stream, events: events.slice(1) }));
    const codes = (from: number) =>
      audit(late, {}, { from: at(from), until: at(from) }).findings.map(({ code }) => code);
    expect(codes(5)).toEqual(['begins-late', 'begins-late']);
    expect(codes(11)).toEqual([]);
    expect(audit(writeAll(deeds), {}, { from: at(-5), until: at(-5) }).findings).toEqual([]);
  });

  it('looks at gaps that reach into it', () => {
    const gap = writeAll(deeds).map(({ stream, events }) => ({
      stream,
      events: events.toSpliced(2, 1),
    }));
    const has = (from: number, until: number): boolean =>
      audit(gap, {}, { from: at(from), until: at(until) }).findings.some(
        ({ code }) => code === 'gap',
      );
    expect([has(12, 14), has(35, 50), has(0, 5), has(0, 50)]).toEqual([true, false, false, true]);
  });
});

describe('HSMs that come and go', () => {
  const deeds = sessionOf('createUser CU bob', 'generateKey', 'createUser CO carol');
  const [first, second] = writeAll(deeds) as [WrittenFile, WrittenFile];
  const requests = deeds
    .filter(({ what }) => what.startsWith('create'))
    .map((one) => requestOf(one));

  it('are missed by nothing that was done before they came', () => {
    const events = (second.events as LogEvent[])
      .slice(2)
      .map((event, sequence) => ({ ...event, sequence: BigInt(sequence) }));
    const login = makeEvent({
      ...events[0],
      opcode: 'CN_LOGIN',
      user: (second.events[0] as LogEvent).user,
    });
    const report = audit([first, { ...second, events: [login, ...events.slice(1)] }], { requests });
    expect(report.findings).toEqual([]);
  });

  it('are missed once they are gone', () => {
    const report = audit([first, { ...second, events: second.events.slice(0, 3) }], { requests });
    expect(report.findings).toEqual([{ code: 'not-everywhere', operation: 1 }]);
    expect(report.operations[1]?.missing).toEqual([
      { stream: 'hsm-1', why: { code: 'log-ends-before' } },
    ]);
  });
});

describe('a stream of which two exports have the same part', () => {
  it('has it once, which is said', () => {
    const [first, second] = writeAll(sessionOf('createUser CU bob')) as [WrittenFile, WrittenFile];
    const requests = [requestOf({ at: 10, by: 'officer1', what: 'createUser CU bob' })];
    const parts = [first.events, first.events.slice(1)].map((events) => ({
      stream: 'hsm-0',
      isNamed: true,
      events,
    }));
    const report = audit([...parts, second], { requests });
    expect(report.findings.map(({ code }) => code)).toEqual(['out-of-order']);
    expect(report.operations).toHaveLength(1);
  });
});

describe('tokens', () => {
  it('are used by what whoever got them does next, unless they are deleted or too old', () => {
    const unused = (deeds: readonly Deed[]) =>
      audit(writeAll(deeds)).unusedTokens.map(({ time, streams }) => [time, streams.length]);
    expect(unused(sessionOf('getToken', 'createUser CU bob'))).toEqual([]);
    expect(unused(sessionOf('getToken', 'getToken', 'createUser CU bob'))).toEqual([[at(20), 2]]);
    expect(unused(sessionOf('createUser CU bob', 'getToken'))).toEqual([[at(20), 2]]);
    expect(unused(sessionOf('getToken', 'delToken', 'createUser CU bob'))).toEqual([[at(10), 2]]);
    const slow = sessionOf('getToken', 'createUser CU bob').map((deed) => ({
      ...deed,
      at: 61 * deed.at,
    }));
    expect(unused(slow)).toEqual([[at(610), 2]]);
  });
});

describe('logs of ill will', () => {
  it('may claim any sequence number', () => {
    const far = [makeEvent({}), makeEvent({ sequence: 2n ** 64n - 1n, opcode: 'CN_LOGOUT' })];
    expect(audit([{ stream: 'a', events: far }]).findings).toMatchObject([
      { code: 'gap', after: 0n, next: 2n ** 64n - 1n },
    ]);
  });

  it('have findings counted, of which the first are kept', () => {
    const events = Array.from({ length: 5000 }, (_, index) =>
      makeEvent({ sequence: BigInt(2 * index), opcode: 'CN_LOGOUT' }),
    );
    const { findings } = audit([{ stream: 'a', events }]);
    expect(findings).toHaveLength(101);
    expect(findings.at(-1)).toEqual({ code: 'more', stream: 'a', of: 'gap', count: 4899 });
  });

  it('are refused where they hold more than an audit does', () => {
    const none = { operations: 9, sessions: 9, connections: 9, streams: 9 };
    const failures = (['operations', 'sessions', 'connections', 'streams'] as const).map((what) => {
      const judge = new Audit(
        { from: undefined, until: undefined },
        { limits: { ...none, [what]: 1 } },
      );
      return failureOf(() => {
        for (let index = 0; index < 3; index += 1) {
          const values = {
            operations: { opcode: 'CN_SET_M_VALUE' },
            sessions: {},
            connections: { session: BigInt(index << 12) },
            streams: {},
          }[what];
          const stream = what === 'streams' ? String(index) : 'a';
          judge.take(
            { kind: 'event', stream, event: makeEvent({ sequence: BigInt(index), ...values }) },
            true,
          );
        }
      });
    });
    expect(failures.map(({ kind, message }) => [kind, message.split(',')[0]])).toEqual([
      ['file', 'the logs have more than 200000 guarded operations and tokens'],
      ['file', 'the logs have more than 200000 log-ins of officers'],
      ['file', 'the logs have more than 1048576 connections that are open at once'],
      ['file', 'the logs have more than 1000 streams'],
    ]);
  });

  it('of equal operations without end take no time without end', () => {
    const files = ['a', 'b'].map((stream) => ({
      stream,
      events: Array.from({ length: 4000 }, (_, index) =>
        makeEvent({
          sequence: BigInt(index),
          opcode: 'CN_SET_M_VALUE',
          time: at(0) + BigInt(index),
        }),
      ),
    }));
    expect(audit(files).operations).toHaveLength(4000);
  });
});

describe('a matching', () => {
  it('serves as many as can be, and whoever was served first stays so', () => {
    expect(matchPairs(3, [(taker) => [[1, 2], [1], [2]][taker] ?? []])).toEqual([2, 1, undefined]);
    expect(matchPairs(2, [(taker) => (taker === 1 ? [7] : []), () => [7, 8]])).toEqual([8, 7]);
  });

  it('agrees with trying all that can be tried', () => {
    const most = (choices: readonly (readonly number[])[], used: ReadonlySet<number>): number => {
      const [first, ...others] = choices;
      if (first === undefined) return 0;
      const taken = first
        .filter((one) => !used.has(one))
        .map((one) => 1 + most(others, new Set([...used, one])));
      return Math.max(most(others, used), ...taken);
    };
    const graph = fc.array(fc.uniqueArray(fc.nat(4), { maxLength: 4 }), { maxLength: 6 });
    fc.assert(
      fc.property(graph, (choices) => {
        const takes = matchPairs(choices.length, [(taker) => choices[taker] ?? []]);
        const taken = takes.filter((one) => one !== undefined);
        expect(new Set(taken).size).toBe(taken.length);
        expect(takes.every((one, at) => one === undefined || choices[at]?.includes(one))).toBe(
          true,
        );
        expect(taken).toHaveLength(most(choices, new Set()));
      }),
    );
  });
});

describe('a log that was changed', () => {
  const deeds = sessionOf('getToken', 'createUser CU bob', 'createUser CU mallory', 'getToken');
  const requests = [requestOf({ at: 20, by: 'officer1', what: 'createUser CU bob' })];
  const logs = writeAll(deeds);
  const window = { from: at(0), until: at(1000) };
  const shift = (sequence: bigint, seconds: number): WrittenFile[] =>
    logs.map(({ stream, events }) => ({
      stream,
      events: (events as LogEvent[]).map((event) =>
        event.sequence === sequence
          ? { ...event, time: event.time + BigInt(seconds) * 1_000_000n }
          : event,
      ),
    }));

  it.each([
    ['before the time looked at', -3600],
    ['behind it', 3600],
  ])('so that an operation is from %s is found, whole or in parts', (_, seconds) => {
    const clock = [0, 1].map((hsm) => ({ code: 'clock-back', stream: `hsm-${hsm}` }));
    const changed = shift(3n, seconds);
    expect(audit(changed, { requests }, window).findings).toMatchObject(clock);
    for (const cut of [3, 4]) {
      const parts = changed.flatMap(({ stream, events }) =>
        [events.slice(0, cut), events.slice(cut)].map((part) => ({
          stream,
          isNamed: true,
          events: part,
        })),
      );
      expect(audit(parts, { requests }, window).findings).toMatchObject(clock);
    }
  });

  it('may have two events of nearly the same time the other way round', () => {
    const codes = audit(shift(3n, -10), { requests }).findings.map(({ code }) => code);
    expect(codes).toEqual(['uncovered']);
  });

  it('hides no operation behind another of the same number and time', () => {
    const [first] = logs;
    const events = first?.events as LogEvent[];
    const bob = events[2] as LogEvent;
    const mallory = { name: 'mallory', type: 'CN_CRYPTO_USER', typeNumber: 1 };
    const token = events.slice(0, 2).map((event) => ({ ...event, time: bob.time }));
    const files = [
      [...events.slice(0, 3), { ...bob, user: mallory }],
      // in a second export, with a number that a token has in the first
      [...token, { ...bob, sequence: 1n, user: mallory }],
    ];
    for (const [at, other] of files.entries()) {
      const parts = at === 0 ? [other] : [token, other];
      const report = audit(
        parts.map((part) => ({ stream: 'hsm-0', isNamed: true, events: part })),
        { requests },
      );
      expect(report.operations).toMatchObject(
        expect.arrayContaining([
          expect.objectContaining({
            operation: expect.objectContaining({
              operation: { op: 'createUser', arguments: { type: 'CU', user: 'mallory' } },
            }),
          }),
        ]),
      );
    }
  });
});
