import { isPathField } from '../path-fields.ts';
import type { Finding, Rule } from '../rule.ts';
import { shownValue } from '../shown-value.ts';

export const leadingEquals: Rule = {
  code: 'leading-equals',
  severity: 'error',
  summary: 'a value begins with `=` or `:`, which the device skips',
  why: 'Between key and value the device skips any number of blanks, `:` and `=`, so that a value’s own are lost.',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Name == officer1;' },
  fixable: false,
  check({ document, seen }) {
    return document.fields.flatMap((field): readonly Finding[] => {
      const skipped = /^[ :=]*[:=][ :=]*/.exec(field.valueBytes)?.[0];
      if (skipped === undefined || seen(field) === undefined) return [];
      const { start } = field.valueSpan;
      const span = { start, end: start + skipped.length };
      return [
        {
          severity: 'error',
          message: `found a value that begins with "${skipped.trim()}": the device reads it as "${shownValue(field.valueBytes.slice(skipped.length))}"`,
          span,
          hint: isPathField(field.name)
            ? 'if the path really begins so, write "./" before it'
            : 'take it out',
        },
      ];
    });
  },
};
