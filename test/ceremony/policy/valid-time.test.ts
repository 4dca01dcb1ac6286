import { expect, it } from 'vitest';
import { isWithin, listValidKeys } from '../../../src/ceremony/policy/valid-time.ts';
import { ALWAYS, person } from './policies.ts';

it.each([
  [undefined, undefined, [9, 10, 19, 20, 21]],
  [10, undefined, [10, 19, 20, 21]],
  [undefined, 20, [9, 10, 19]],
  [10, 20, [10, 19]],
  [10, 10, []],
  [0, 0, []],
])('from %s until %s is at %j', (from, until, times) => {
  expect([9, 10, 19, 20, 21].filter((at) => isWithin({ from, until }, at))).toEqual(times);
});

it('keys are valid while they and their person are', () => {
  const [key] = person('ada', []).keys;
  if (key === undefined) throw new Error('no key');
  const keys = [
    { ...key, fingerprint: 'old', valid: { from: undefined, until: 10 } },
    { ...key, fingerprint: 'new', valid: { from: 8, until: undefined } },
  ];
  const ada = person('ada', [], { keys, valid: { from: 5, until: 20 } });
  const namesAt = (at: number) => listValidKeys(ada, at).map(({ fingerprint }) => fingerprint);
  expect([4, 5, 8, 10, 20].map(namesAt)).toEqual([[], ['old'], ['old', 'new'], ['new'], []]);
});

it('somebody without an account can approve with none', () => {
  expect(listValidKeys(person('ada', [], { accounts: [], valid: ALWAYS }), 0)).toEqual([]);
});
