import { readNumberAlone } from '../number-alone.ts';
import type { Finding, Rule } from '../rule.ts';

export const blankBeforeSemicolon: Rule<'blank-before-semicolon'> = {
  code: 'blank-before-semicolon',
  severity: 'error',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Name = officer1 ;' },
  fixable: true,
  check({ document, source, seen }) {
    return document.fields.flatMap((field): readonly Finding<'blank-before-semicolon'>[] => {
      const device = seen(field);
      const blanks = { start: field.valueSpan.end, end: field.rawValueSpan.end };
      if (device === undefined || field.semicolonSpan === undefined) return [];
      if (blanks.start === blanks.end) return [];
      const same =
        device.number === undefined
          ? source.slice(device.value.start, device.value.end) === field.valueBytes
          : device.number === readNumberAlone(field)?.number;
      if (same) return [];
      return [
        {
          severity: 'error',
          values: { value: field.value },
          span: blanks,
          fix: [{ span: blanks, text: '' }],
        },
      ];
    });
  },
};
