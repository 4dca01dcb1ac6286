import { describe, expect, it } from 'vitest';

import { checkSettings } from '../../../src/hsm/cluster/check-settings.ts';
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

describe('a request that meets faults', () => {
  const parse = (...texts: string[]): readonly Fault[] => texts.map((text) => parseFault(text, 3));

  it('passes those of other servers and other commands', () => {
    const faults = parse('server=1 error=RET_FAULT', 'command=getToken error=RET_FAULT');
    const effect = applyFaults(faults, 0, 'createUser');
    expect(effect).toEqual({ delay: 0, error: null, dropped: false, faults });
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
    expect(
      failureOf(() => checkSettings({ clock: more, faults: [...faults, ...faults] }, 2)).message,
    ).toContain(`expected ${MOST_FAULTS} faults at most`);
  });

  it('that is a mere connection meets neither errors nor their counts', () => {
    const faults = parse('times=1 error=RET_FAULT', 'drop server=1');
    expect(applyFaults(faults, 1, null)).toMatchObject({ error: null, dropped: true });
    expect(applyFaults(faults, 0, null).dropped).toBe(false);
  });
});
