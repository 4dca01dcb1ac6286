import { numberMeantBy } from '../../data.ts';
import { readNumberAlone } from '../number-alone.ts';
import type { Finding, Rule } from '../rule.ts';

export const userType: Rule<'user-type'> = {
  code: 'user-type',
  severity: 'error',
  example: { good: 'Approver Type = 2; # 2 for CO', bad: 'Approver Type = CO; # 2 for CO' },
  fixable: false,
  check({ document }) {
    return document.fields.flatMap((field): readonly Finding<'user-type'>[] => {
      if (field.name !== 'type') return [];
      const { valueBytes: value, valueSpan: span } = field;
      const read = readNumberAlone(field)?.number;
      if (read === 1 || read === 2 || isType(numberMeantBy(value))) return [];
      return [
        {
          severity: 'error',
          values: { value: field.value, meant: NUMBERS[value.toUpperCase()] },
          span,
        },
      ];
    });
  },
};

const NUMBERS: Readonly<Record<string, 1 | 2>> = { CU: 1, CO: 2 };

function isType(number: number): boolean {
  return number === 1 || number === 2;
}
