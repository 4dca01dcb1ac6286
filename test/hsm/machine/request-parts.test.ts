import * as v from 'valibot';
import { expect, it } from 'vitest';

import { number } from '../../../src/hsm/machine/request-parts.ts';

it('takes any number for one, as a device would, and no digits for a number', () => {
  expect([5, -0.5, Number.NaN].map((value) => v.is(number, value))).toEqual([true, true, true]);
  expect(['5', 5n, null, undefined].some((value) => v.is(number, value))).toBe(false);
});
