import { readNumberAlone } from '../number-alone.ts';
import type { Finding, Rule } from '../rule.ts';
import { shownValue } from '../shown-value.ts';

export const blankBeforeSemicolon: Rule = {
  code: 'blank-before-semicolon',
  severity: 'error',
  summary: 'blanks before the `;` become part of the value',
  why: 'The device keeps every byte up to the `;`. `officer1 ` is another user than `officer1`, and `0x2 ` is read as 4294967295. A decimal number does not mind.',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Name = officer1 ;' },
  fixable: true,
  check({ document, source, seen }) {
    return document.fields.flatMap((field): readonly Finding[] => {
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
          message: `found blanks between "${shownValue(field.valueBytes)}" and ";": they are part of the value`,
          span: blanks,
          hint: 'put the ";" directly behind the value',
          fix: [{ span: blanks, text: '' }],
        },
      ];
    });
  },
};
