import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findBrokenLink } from '../../../src/hsm/machine/audit.ts';
import type { HsmState } from '../../../src/hsm/machine/state.ts';
import { validateState } from '../../../src/hsm/machine/validate-state.ts';
import type { HsmRequest } from '../../../src/hsm/protocol.ts';
import { howMany, howOften } from '../../support/how-many.ts';
import { approve, BareHsm, officerKey, PASSWORD } from './bare-hsm.ts';

const OFFICERS = 6;
const RUNS = howOften(40, 1000);
/** Milliseconds. */
const LONG_ENOUGH = howMany(120_000, 600_000);

const subset = fc.uniqueArray(fc.integer({ min: 1, max: OFFICERS }), { maxLength: OFFICERS });

const fresh = new Map<number, HsmState>();

/** A new HSM for each run, its passwords hashed once. */
function makeHsm(m: number): BareHsm {
  const state =
    fresh.get(m) ??
    new BareHsm({ officers: OFFICERS, exponent: 3, mValues: { userManagement: m } }).state;
  fresh.set(m, state);
  return new BareHsm({}, state);
}

/** One after the other, or several in one file: what officers can do. */
function hand(hsm: BareHsm, session: string, token: Uint8Array, who: readonly number[]): void {
  hsm.must({
    op: 'approveToken',
    session,
    multiToken: token,
    approvals: who.map((n) => approve(n, token, officerKey(n, 3))),
  });
}

const createUser = (session: string, name: string): HsmRequest => ({
  op: 'createUser',
  session,
  type: 'CU',
  name,
  password: PASSWORD,
});

describe('laws of the quorum', () => {
  it(
    'an operation goes through exactly where M distinct officers approved, and once',
    () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 2, max: OFFICERS }),
          fc.array(subset, { maxLength: 4 }),
          (m, files) => {
            const hsm = makeHsm(m);
            const session = hsm.openSession('officer1');
            const token = hsm.getToken(session, 'officer1');
            for (const who of files) hand(hsm, session, token, who);
            const distinct = new Set(files.flat()).size;
            expect(hsm.ask(createUser(session, 'one')).ok).toBe(distinct >= m);
            expect(hsm.ask(createUser(session, 'two')).ok).toBe(false);
            expect(hsm.userNames().includes('one')).toBe(distinct >= m);
          },
        ),
        { numRuns: RUNS },
      );
    },
    LONG_ENOUGH,
  );

  it(
    'whatever officers do, in whatever order, the HSM agrees with a model of a few lines',
    () => {
      const action = fc.oneof(
        fc.record({ do: fc.constant('get' as const), who: fc.integer({ min: 1, max: 2 }) }),
        fc.record({
          do: fc.constant('approve' as const),
          who: fc.integer({ min: 1, max: 2 }),
          by: subset,
          /** Counted back from the newest token: old ones are replays. */
          back: fc.integer({ min: 0, max: 2 }),
        }),
        fc.record({ do: fc.constant('use' as const), who: fc.integer({ min: 1, max: 2 }) }),
        fc.record({ do: fc.constant('delete' as const), who: fc.integer({ min: 1, max: 2 }) }),
        fc.record({
          do: fc.constant('wait' as const),
          seconds: fc.integer({ min: -9000, max: 9000 }),
        }),
      );
      fc.assert(
        fc.property(fc.array(action, { minLength: 5, maxLength: 25 }), (actions) => {
          const hsm = makeHsm(3);
          const sessions = [1, 2].map((n) => hsm.openSession(`officer${n}`));
          const tokens: { owner: number; bytes: Uint8Array }[] = [];
          const live = new Map<number, { at: number; by: Set<number> }>();
          let created = 0;
          for (const [index, next] of actions.entries()) {
            if (next.do === 'wait') {
              hsm.now += next.seconds * 1000;
              continue;
            }
            const session = sessions[next.who - 1] as string;
            const own = live.get(next.who);
            switch (next.do) {
              case 'get':
                live.set(next.who, { at: tokens.length, by: new Set() });
                tokens.push({
                  owner: next.who,
                  bytes: hsm.getToken(session, `officer${next.who}`),
                });
                break;
              case 'approve': {
                const at = tokens.length - 1 - next.back;
                const token = tokens[at];
                if (token === undefined || next.by.length === 0) break;
                const reply = hsm.ask({
                  op: 'approveToken',
                  session,
                  multiToken: token.bytes,
                  approvals: next.by.map((n) => approve(n, token.bytes, officerKey(n, 3))),
                });
                expect(reply.ok).toBe(own?.at === at);
                if (reply.ok) for (const n of next.by) own?.by.add(n);
                break;
              }
              case 'use': {
                const passes = (own?.by.size ?? 0) >= 3;
                expect(hsm.ask(createUser(session, `user${index}`)).ok).toBe(passes);
                if (!passes) break;
                live.delete(next.who);
                created += 1;
                break;
              }
              case 'delete':
                hsm.must({ op: 'delToken', session, tokens: 'all' });
                live.delete(next.who);
                break;
            }
          }
          expect(hsm.userNames().filter((name) => name.startsWith('user')).length).toBe(created);
          expect(hsm.must({ op: 'listTokens', session: sessions[0] as string }).tokens.length).toBe(
            live.size,
          );
          expect(validateState(JSON.parse(JSON.stringify(hsm.state)))).toEqual(hsm.state);
          expect(findBrokenLink(hsm.log, hsm.state.audit)).toBeUndefined();
        }),
        { numRuns: RUNS },
      );
    },
    LONG_ENOUGH,
  );
});

describe('the clock', () => {
  const jumps: readonly (readonly [string, number])[] = [
    ['an hour back', -3600],
    ['an hour on', 3600],
    ['ten years on', 315_576_000],
    ['past 2038', 2 ** 31],
    ['past 2106', 2 ** 32],
    ['to before 1970', -(2 ** 31)],
  ];

  it.each(jumps)('may jump %s: validity stays in 0…600, and the token works', (_, seconds) => {
    const hsm = new BareHsm({ exponent: 3, mValues: { userManagement: 2 } });
    const session = hsm.openSession('officer1');
    const token = hsm.getToken(session, 'officer1');
    hsm.now += seconds * 1000;
    const validity = hsm.must({ op: 'listTokens', session }).tokens[0]?.validity;
    expect(validity).toBe(seconds > 0 ? 0 : 600);
    hand(hsm, session, token, [1, 2]);
    hsm.must(createUser(session, 'bob'));
    const after = hsm.getToken(session, 'officer1');
    expect(hsm.must({ op: 'listTokens', session }).tokens[0]?.validity).toBe(600);
    hsm.now -= seconds * 1000;
    hand(hsm, session, after, [2, 3]);
    hsm.must(createUser(session, 'carol'));
  });

  it('counts down by whole seconds and ends at 0', () => {
    const hsm = new BareHsm({ exponent: 3, mValues: { userManagement: 2 } });
    const session = hsm.openSession('officer1');
    hsm.getToken(session, 'officer1');
    const start = hsm.now;
    for (const [after, left] of [
      [0, 600],
      [999, 600],
      [1000, 599],
      [599_999, 1],
      [600_000, 0],
      [600_001, 0],
    ] as const) {
      hsm.now = start + after;
      expect(hsm.must({ op: 'listTokens', session }).tokens[0]?.validity).toBe(left);
    }
  });
});
