import { numberMeantBy } from '../../data.ts';
import { readNumberAlone } from '../number-alone.ts';
import type { Finding, Rule } from '../rule.ts';
import { shownValue } from '../shown-value.ts';

export const userType: Rule = {
  code: 'user-type',
  severity: 'error',
  summary: 'an approver’s type is neither 1 nor 2',
  why: '1 is a crypto user (CU), 2 is a crypto officer (CO). The device refuses the file with `Invalid User Type` at the first approver of another type.',
  example: { good: 'Approver Type = 2; # 2 for CO', bad: 'Approver Type = CO; # 2 for CO' },
  fixable: false,
  check({ document }) {
    return document.fields.flatMap((field): readonly Finding[] => {
      if (field.name !== 'type') return [];
      const { valueBytes: value, valueSpan: span } = field;
      const read = readNumberAlone(field)?.number;
      if (read === 1 || read === 2 || isType(numberMeantBy(value))) return [];
      const number = NUMBERS[value.toUpperCase()];
      return [
        {
          severity: 'error',
          message: `found the approver type "${shownValue(value)}", expected 1 (CU) or 2 (CO)`,
          span,
          hint: number === undefined ? 'write 1 for a CU, 2 for a CO' : `write ${number}`,
        },
      ];
    });
  },
};

const NUMBERS: Readonly<Record<string, string>> = { CU: '1', CO: '2' };

function isType(number: number): boolean {
  return number === 1 || number === 2;
}
