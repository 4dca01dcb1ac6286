import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestWord } from '../src/nearest-word.ts';

const KNOWN = ['sign', 'verify', 'key', 'approval'] as const;

describe('the nearest word', () => {
  it.each([
    ['sgin', 1, 'sign'],
    ['SIGN', 0, 'sign'],
    ['kye', 1, 'key'],
    ['ke', 1, 'key'],
    ['verrify', 1, 'verify'],
    ['aproval', 1, 'approval'],
    ['vrfy', 1, undefined],
    ['vrfy', 2, 'verify'],
    ['', 2, undefined],
  ] as const)('of %j with %i mistakes', (typed, most, expected) => {
    expect(nearestWord(typed, KNOWN, most)).toBe(expected);
  });

  it('is a known one itself, and none where all are too far away', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KNOWN), fc.string({ minLength: 20 }), (word, far) => {
        expect(nearestWord(word, KNOWN, 2)).toBe(word);
        expect(nearestWord(far, KNOWN, 2)).toBeUndefined();
      }),
    );
  });
});
