import { describe, expect, it } from 'vitest';

import type { ClientName } from '../../../src/hsm/clients.ts';
import { checkSettings } from '../../../src/hsm/cluster/check-settings.ts';
import { createMemoryCluster } from '../../../src/hsm/cluster/cluster.ts';
import { formatFault, parseFault } from '../../../src/hsm/cluster/fault-text.ts';
import {
  applyFaults,
  type Fault,
  LONGEST_DELAY,
  MOST_FAULTS,
} from '../../../src/hsm/cluster/faults.ts';
import { failureOf } from '../../support/failure-of.ts';

describe('a fault as it is written', () => {
  it.each([
    'server=1 command=createUser after=1 times=2 error=RET_USER_ALREADY_EXISTS',
    'command=loginHSM error=RET_USER_LOGIN_FAILURE',
    'error=RET_FAULT',
    'drop server=1',
    'drop',
    'slow server=0 ms=500',
    'slow ms=1',
    'many-tokens',
    'many-tokens server=1',
  ])('%s is written as it was read', (text) => {
    expect(formatFault(parseFault(text, 2))).toBe(text);
  });

  it('takes its words in any order, and both names of a registration', () => {
    expect(parseFault('error=RET_FAULT  command=registerQuorumPubKey server=0', 1)).toEqual(
      parseFault('server=0 command=registerMofnPubKey error=RET_FAULT', 1),
    );
  });

  it.each([
    ['', 'does not say what happens'],
    ['server=1', 'does not say what happens'],
    ['server=2 error=RET_FAULT', "has 'server=2', expected the number of a server"],
    ['server=-1 error=RET_FAULT', "has 'server=-1'"],
    ['command=nothing error=RET_FAULT', 'expected one of loginHSM'],
    ['command=constructor error=RET_FAULT', 'expected one of loginHSM'],
    ['error=RET_NOTHING', 'expected one of RET_MXN_AUTH_FAILED'],
    ['times=0 error=RET_FAULT', "has 'times=0'"],
    ['error=RET_FAULT error=RET_FAULT', "has 'error' twice"],
    ['error=RET_FAULT speed=3', "has 'speed'"],
    ['drop server=1 ms=5', "has 'ms'"],
    ['many-tokens ms=5', "has 'ms'"],
    ['many-tokens server=2', "has 'server=2'"],
    ['slow server=1', "needs 'ms=MILLISECONDS'"],
    ['slow ms=600001', "has 'ms=600001'"],
    ['slowly', "has 'slowly', expected NAME=VALUE"],
  ])('"%s" is refused', (text, message) => {
    expect(failureOf(() => parseFault(text, 2))).toMatchObject({
      kind: 'usage',
      message: expect.stringContaining(message),
    });
  });
});

describe('many-tokens', () => {
  it('keeps the newer command line from listing three tokens, and the classic one from nothing', async () => {
    const officers = [1, 2, 3].map((n) => `officer${n}`);
    const cluster = createMemoryCluster({
      adminPassword: 'password',
      users: officers.map((name) => ({ type: 'CO', name, password: 'password' })),
      mValues: { userManagement: 2 },
      faults: [parseFault('many-tokens server=1', 2)],
    });
    const list = (server: number, client: ClientName, session: string | null = null) =>
      cluster.hsms[server]?.execute({ op: 'listTokens', session }, { client });
    for (const [found, name] of officers.entries()) {
      const made = { ok: true, tokens: Array.from({ length: found }, () => expect.anything()) };
      expect(await list(1, 'sdk5')).toEqual(made);
      for (const hsm of cluster.hsms) {
        const login = await hsm.execute({ op: 'login', type: 'CO', name, password: 'password' });
        if (!login.ok) throw new Error(login.reason.code);
        const { session } = login;
        expect(await hsm.execute({ op: 'getToken', session, service: 3, name })).toMatchObject({
          ok: true,
        });
        if (found < 2) continue;
        expect(await hsm.execute({ op: 'listTokens', session })).toMatchObject({ ok: true });
      }
    }
    for (const client of ['sdk5', 'sdk5-command'] as const) {
      expect(await list(1, client)).toEqual({
        ok: false,
        error: 'RET_FAULT',
        reason: { code: 'fault-many-tokens', tokens: 3 },
      });
      expect(await list(0, client)).toMatchObject({ ok: true });
    }
    expect(cluster.hsms[1]?.inspect().state.refusals.at(-1)).toMatchObject({ op: 'listTokens' });
  });
});

describe('a request that meets faults', () => {
  const parse = (...texts: string[]): readonly Fault[] => texts.map((text) => parseFault(text, 3));

  it('passes those of other servers and other commands', () => {
    const faults = parse('server=1 error=RET_FAULT', 'command=getToken error=RET_FAULT');
    const effect = applyFaults(faults, 0, 'createUser');
    expect(effect).toEqual({
      delay: 0,
      error: null,
      dropped: false,
      manyTokensFail: false,
      faults,
    });
    expect(effect.faults).toBe(faults);
  });

  it('counts down what passes first, then what fails, then is over', () => {
    let faults = parse('command=createUser after=2 times=2 error=RET_MAX_USERS');
    const errors = Array.from({ length: 6 }, () => {
      const effect = applyFaults(faults, 0, 'createUser');
      faults = effect.faults;
      return effect.error;
    });
    expect(errors).toEqual([null, null, 'RET_MAX_USERS', 'RET_MAX_USERS', null, null]);
    expect(faults).toEqual([]);
  });

  it('adds delays up, and fails with the first error that is due', () => {
    const faults = parse(
      'slow ms=5',
      'slow server=2 ms=7',
      'error=RET_FAULT',
      'error=RET_MAX_USERS',
    );
    expect(applyFaults(faults, 2, 'login')).toMatchObject({ delay: 12, error: 'RET_FAULT' });
    expect(applyFaults(faults, 1, 'login')).toMatchObject({ delay: 5, error: 'RET_FAULT' });
  });

  it('adds delays up to the longest that one may have, however many there are', () => {
    const faults = parse(...Array.from({ length: MOST_FAULTS }, () => 'slow ms=600000'));
    expect(applyFaults(faults, 0, 'login').delay).toBe(LONGEST_DELAY);
    const more = { kind: 'running', offset: 0 } as const;
    const settings = {
      clock: more,
      faults: [...faults, ...faults],
      checksKeyAvailability: true,
    };
    expect(failureOf(() => checkSettings(settings, 2)).message).toContain(
      `expected ${MOST_FAULTS} faults at most`,
    );
  });

  it('that is a mere connection meets neither errors nor their counts', () => {
    const faults = parse('times=1 error=RET_FAULT', 'drop server=1');
    expect(applyFaults(faults, 1, null)).toMatchObject({ error: null, dropped: true });
    expect(applyFaults(faults, 0, null).dropped).toBe(false);
  });
});
