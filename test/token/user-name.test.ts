import { describe, expect, it } from 'vitest';

import { canonicalUserName } from '../../src/token/user-name.ts';

describe('the name of a user', () => {
  it.each([
    ['officer1', 'officer1'],
    ['Officer_1', 'officer_1'],
    ['x'.repeat(31), 'x'.repeat(31)],
    ['x'.repeat(32), undefined],
    ['', undefined],
    ['officer 1', undefined],
    ['officer1\n', undefined],
    ['jürgen', undefined],
    // The Kelvin sign, whose lower case is k.
    ['\u212Aim', undefined],
  ])('%j is kept as %j', (typed, kept) => {
    expect(canonicalUserName(typed)).toBe(kept);
  });
});
