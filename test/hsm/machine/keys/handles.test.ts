/** Handles of keys: which HSM gives out which, and which it has given out. */
import { describe, expect, it } from 'vitest';

import { handleOf, isHandleBeyond, nextAfter } from '../../../../src/hsm/machine/keys/handles.ts';

/** An HSM's number, what it counts, and the handle. */
const HANDLES = [
  // As the documents have them.
  [0, 6, 6],
  [0, 10, 10],
  [1, 6, 131_078],
  [2, 26, 262_170],
  // Where the lower 16 bits end, and begin again.
  [0, 0xffff, 0xffff],
  [0, 0x1_0000, 0x40_0000],
  [1, 0xffff, 0x2_ffff],
  [1, 0x1_0000, 0x42_0000],
  [1, 0x2_0005, 0x82_0005],
  [27, 0x1_0001, 0x76_0001],
] as const;

describe('a handle', () => {
  it.each(HANDLES)('of HSM %i, the one that it counts as %i, is %i', (node, next, handle) => {
    expect(handleOf(node, next)).toBe(handle);
  });

  it.each(HANDLES)('of HSM %i, counted as %i, is counted on from', (node, next, handle) => {
    expect(nextAfter(node, 1, handle)).toBe(next + 1);
    expect(nextAfter(node, next, handle)).toBe(next + 1);
    expect(nextAfter(node, next + 1, handle)).toBe(next + 1);
    expect(nextAfter(node, next + 5, handle)).toBe(next + 5);
  });

  it.each(HANDLES)(
    'of HSM %i, counted as %i, is to come until it is given out',
    (node, next, handle) => {
      expect([next - 1, next, next + 1].map((at) => isHandleBeyond(node, at, handle))).toEqual([
        true,
        true,
        false,
      ]);
    },
  );

  it.each(HANDLES)('of HSM %i, counted as %i, is none of another HSM', (node, _, handle) => {
    for (const other of [0, 1, 2, 3, 27].filter((one) => one !== node)) {
      expect(nextAfter(other, 1, handle)).toBe(1);
      expect(isHandleBeyond(other, 1, handle)).toBe(false);
    }
  });

  it('with an odd upper half is none that any HSM gives out', () => {
    for (const node of [0, 1, 2, 27]) expect(nextAfter(node, 1, 0x3_0006)).toBe(1);
  });
});
