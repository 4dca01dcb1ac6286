import type { Finding, Rule } from '../rule.ts';

export const hashInValue: Rule<'hash-in-value'> = {
  code: 'hash-in-value',
  severity: 'warning',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Name = officer1 # first;' },
  fixable: false,
  check({ document }) {
    return document.fields.flatMap((field): readonly Finding<'hash-in-value'>[] => {
      const hash = field.valueBytes.indexOf('#');
      if (hash === -1 || field.semicolonSpan === undefined || field.name === undefined) return [];
      return [
        {
          severity: 'warning',
          values: { value: field.value },
          span: { start: field.valueSpan.start + hash, end: field.valueSpan.end },
        },
      ];
    });
  },
};
