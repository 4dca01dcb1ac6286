import type { Finding, Rule } from '../rule.ts';
import { shownValue } from '../shown-value.ts';

export const hashInValue: Rule = {
  code: 'hash-in-value',
  severity: 'warning',
  summary: 'a value has a `#` in it, which begins no comment there',
  why: 'Within a line nothing but the first `;` ends a value. In `Approver Name = bob # the second;` the name is `bob # the second`.',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Name = officer1 # first;' },
  fixable: false,
  check({ document }) {
    return document.fields.flatMap((field): readonly Finding[] => {
      const hash = field.valueBytes.indexOf('#');
      if (hash === -1 || field.semicolonSpan === undefined || field.name === undefined) return [];
      return [
        {
          severity: 'warning',
          message: `found "#" within the value "${shownValue(field.valueBytes)}": no comment begins before the ";"`,
          span: { start: field.valueSpan.start + hash, end: field.valueSpan.end },
          hint: 'put the comment behind the ";"',
        },
      ];
    });
  },
};
