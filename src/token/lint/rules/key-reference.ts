import { keyReferenceOf } from '../../sdk5/key-reference.ts';
import type { Rule } from '../rule.ts';
import { beginningOf } from '../subject.ts';

export const keyReference: Rule<'key-reference'> = {
  code: 'key-reference',
  severity: 'error',
  example: {
    good: '"service": "user-management",',
    bad: '"service": "user-management", "key_reference": "0x0000000000680006",',
  },
  fixable: false,
  check({ document, records: [first] = [] }) {
    if (document?.kind !== 'quorum' || first === undefined) return [];
    const written = document.keyReference?.text;
    const expected = keyReferenceOf(first);
    if ((written && inFull(written)) === expected) return [];
    const span = document.keyReference?.span ?? beginningOf(document);
    return [{ severity: 'error', stops: true, values: { written, expected }, span }];
  },
};

/** Letter case and leading zeros make no difference. */
function inFull(written: string): string {
  const lower = written.toLowerCase();
  return /^0x[0-9a-f]{1,15}$/.test(lower) ? `0x${lower.slice(2).padStart(16, '0')}` : lower;
}
