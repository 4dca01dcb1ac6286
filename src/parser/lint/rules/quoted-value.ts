import { isPathField } from '../path-fields.ts';
import type { Finding, Rule } from '../rule.ts';
import { shownValue } from '../shown-value.ts';

export const quotedValue: Rule = {
  code: 'quoted-value',
  severity: 'error',
  summary: 'a value is in quotes, which the device keeps',
  why: 'Values need no quotes, blanks or not. The device takes quotes for part of the name or path, and a number in quotes for 0. Of a path this is a warning: a file name may have quotes in it.',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Name = "officer1";' },
  fixable: false,
  check({ document }) {
    return document.fields.flatMap((field): readonly Finding[] => {
      const inner = /^(["'`])(.*)\1$/s.exec(field.valueBytes)?.[2];
      if (inner === undefined || field.name === undefined) return [];
      return [
        {
          severity: isPathField(field.name) ? 'warning' : 'error',
          message: `found quotes around "${shownValue(inner)}": the device keeps them`,
          span: field.valueSpan,
          hint: 'write the value without quotes',
        },
      ];
    });
  },
};
