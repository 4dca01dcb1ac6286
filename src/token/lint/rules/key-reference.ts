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
    if (written === undefined && expected === undefined) return [];
    if (written !== undefined && expected !== undefined && isSameHandle(written, expected)) {
      return [];
    }
    const span = document.keyReference?.span ?? beginningOf(document);
    return [{ severity: 'error', stops: true, values: { written, expected }, span }];
  },
};

/** Letter case and leading zeros make no difference. */
function isSameHandle(written: string, expected: string): boolean {
  return /^0x[0-9a-f]{1,16}$/i.test(written) && BigInt(written) === BigInt(expected);
}
