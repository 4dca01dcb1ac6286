import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareNames } from '../src/compare-names.ts';

const name = fc.string({ unit: fc.constantFrom(...'aAbBz0019-_.é') });

describe('the order of names', () => {
  it.each([
    [['officer10', 'Officer2', 'admin']],
    [['officer1-b.pub', 'officer1.pub']],
    [['a2', 'b1']],
    [['a02', 'a10']],
    [['a', 'aa']],
    [['', 'a']],
    [['officer_1', 'officer1']],
    // The same to a reader: the shorter first, then small letters before large ones.
    [['a1', 'a01']],
    [['officer1', 'Officer1']],
  ])('%j', (names) => {
    const sorted = names.length === 3 ? ['admin', 'Officer2', 'officer10'] : names;
    expect([...names].reverse().sort(compareNames)).toEqual(sorted);
    expect([...names].sort(compareNames)).toEqual(sorted);
  });

  it('is that of Intl.Collator, where that tells two names apart without their case', () => {
    const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
    const plain = fc.string({ maxLength: 12, unit: fc.constantFrom(...'aAbBz_0019') });
    fc.assert(
      fc.property(plain, plain, (a, b) => {
        const order = collator.compare(a, b);
        fc.pre(order !== 0);
        expect(Math.sign(compareNames(a, b))).toBe(Math.sign(order));
      }),
    );
  });

  it('is one order, whatever the names', () => {
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        expect(Math.sign(compareNames(a, b))).toBe(-Math.sign(compareNames(b, a)) + 0);
        expect(compareNames(a, b) === 0).toBe(a === b);
        if (compareNames(a, b) < 0 && compareNames(b, c) < 0) {
          expect(compareNames(a, c)).toBeLessThan(0);
        }
      }),
    );
  });
});
