import { fromByteString } from '../../text.ts';
import type { Finding, Rule } from '../rule.ts';

export const leadingEquals: Rule<'leading-equals'> = {
  code: 'leading-equals',
  severity: 'error',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Name == officer1;' },
  fixable: false,
  check({ document, seen }) {
    return document.fields.flatMap((field): readonly Finding<'leading-equals'>[] => {
      const skipped = /^[ :=]*[:=][ :=]*/.exec(field.valueBytes)?.[0];
      if (skipped === undefined || field.name === undefined || seen(field) === undefined) return [];
      const { start } = field.valueSpan;
      const span = { start, end: start + skipped.length };
      return [
        {
          severity: 'error',
          values: {
            field: field.name,
            skipped: skipped.trim(),
            value: fromByteString(field.valueBytes.slice(skipped.length)),
          },
          span,
        },
      ];
    });
  },
};
