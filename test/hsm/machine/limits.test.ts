import { describe, expect, it } from 'vitest';
import { FLAVOUR_RULES } from '../../../src/hsm/editions.ts';
import { createClusterStates } from '../../../src/hsm/machine/create-state.ts';
import { validateState } from '../../../src/hsm/machine/validate-state.ts';
import { failureOf } from '../../support/failure-of.ts';
import { IS_LONG } from '../../support/how-many.ts';
import { approve, BareHsm, createStates, makeRandom, officerKey, PASSWORD } from './bare-hsm.ts';

const M = { userManagement: 20, miscCo: 2 };

describe('limits', () => {
  it('1,024 users, and no more', () => {
    const hsm = new BareHsm({ officers: 1021, keys: 0 });
    const session = hsm.openSession('officer1');
    const request = { op: 'createUser', session, type: 'CU', password: PASSWORD } as const;
    hsm.must({ ...request, name: 'last' });
    expect(hsm.must({ op: 'listUsers' }).users.length).toBe(1024);
    expect(hsm.refused({ ...request, name: 'too_many' }).error).toBe('RET_MAX_USERS');
    expect(failureOf(() => createStates(1, { officers: 1023, keys: 0 })).kind).toBe('usage');
  });

  it('1,024 tokens; then the oldest expired one goes, and where none has expired none comes', () => {
    const hsm = new BareHsm({ officers: 600, keys: 0, mValues: M });
    const first = hsm.openSession('officer1');
    for (let n = 1; n <= 512; n += 1) {
      const session = n === 1 ? first : hsm.openSession(`officer${n}`);
      for (const service of [3, 4]) hsm.getToken(session, `officer${n}`, service);
      hsm.now += 1;
    }
    const late = hsm.openSession('officer513');
    const request = { op: 'getToken', session: late, service: 3, name: 'officer513' } as const;
    expect(hsm.refused(request).error).toBe('RET_MAX_TOKENS');
    // One's own token is replaced even then.
    hsm.getToken(first, 'officer1', 4);
    hsm.now += 600_000;
    hsm.must(request);
    const ids = hsm.must({ op: 'listTokens', session: late }).tokens.map((token) => token.id);
    expect(ids.length).toBe(1024);
    expect(ids.slice(0, 2)).toEqual([3, 4]);
    expect(ids.slice(-2)).toEqual([1025, 1026]);
  });

  it('20 approvals in a file, and held by a token', () => {
    const hsm = new BareHsm({ officers: 22, exponent: 3, mValues: M });
    const session = hsm.openSession('officer1');
    const token = hsm.getToken(session, 'officer1');
    const hand = (from: number, to: number) => ({
      op: 'approveToken' as const,
      session,
      multiToken: token,
      approvals: Array.from({ length: to - from + 1 }, (_, index) =>
        approve(from + index, token, officerKey(from + index, 3)),
      ),
    });
    expect(hsm.refused(hand(1, 21)).error).toBe('RET_INVALID_INPUT');
    hsm.must(hand(1, 20));
    hsm.must(hand(1, 20));
    expect(hsm.refused(hand(21, 22)).reason).toMatch(/22 approvals, 20 at most/);
    hsm.must({ op: 'createUser', session, type: 'CU', name: 'bob', password: PASSWORD });
  });

  it('1 to 28 HSMs, server i of N with node N − 1 − i', () => {
    expect(createStates(28, { keys: 0 }).map((state) => state.node)).toEqual(
      Array.from({ length: 28 }, (_, index) => 27 - index),
    );
    for (const servers of [0, 29, 1.5]) {
      const failure = failureOf(() =>
        createClusterStates({ servers, rules: FLAVOUR_RULES.classic, random: makeRandom(1) }),
      );
      expect(failure.message).toBe(`${servers} HSMs asked for, expected 1 to 28`);
    }
  });

  // Half of what this file takes: it is tried in the long version, and by CI.
  if (IS_LONG) {
    it('all at once: everything answers, and the state is valid and below 1 MiB', () => {
      const states = createStates(28, { officers: 1022, keys: 20, exponent: 3, mValues: M });
      const hsms = [0, 27].map((server) => new BareHsm({ seed: server + 1 }, states[server]));
      const files = hsms.map((hsm) => {
        for (let n = 1; n <= 512; n += 1) {
          const session = hsm.openSession(`officer${n}`);
          for (const service of [3, 4]) hsm.getToken(session, `officer${n}`, service);
        }
        return hsm.getToken('0x1', 'officer1');
      });
      const others = Array.from({ length: 28 - hsms.length }, (_, index) =>
        Buffer.alloc(80, index + 1),
      );
      const multiToken = Buffer.concat([files[0] as Uint8Array, ...others, ...files.slice(1)]);
      const approvals = Array.from({ length: 20 }, (_, index) =>
        approve(index + 1, multiToken, officerKey(index + 1, 3)),
      );
      for (const hsm of hsms) {
        hsm.must({ op: 'approveToken', session: '0x1', multiToken, approvals });
        const { tokens } = hsm.must({ op: 'listTokens', session: '0x1' });
        expect(tokens.length).toBe(1024);
        expect(tokens.at(-1)?.approvers.length).toBe(20);
        expect(hsm.must({ op: 'listUsers' }).users.length).toBe(1024);
        const text = JSON.stringify(hsm.state);
        expect(text.length).toBeLessThan(1024 * 1024);
        validateState(JSON.parse(text));
      }
    });
  }
});
