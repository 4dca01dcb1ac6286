import type { Rule } from '../rule.ts';

export const unendedValue: Rule = {
  code: 'unended-value',
  severity: 'error',
  summary:
    'a value has neither `;` nor newline where the device looks for them: the reading is undefined',
  why: 'The device reads at most 511 bytes at a time. If they hold neither `;` nor newline, because the line is longer, or because the file ends without a newline, its search runs on into memory that holds something else.',
  fixable: false,
  check({ document, seen }) {
    return document.fields.flatMap((field) => {
      const device = seen(field);
      if (device === undefined || device.ended) return [];
      const isLast = device.piece.end === document.source.length;
      return [
        {
          severity: 'error' as const,
          message: isLast
            ? `found the end of the file before a ";" or newline ends the value of "${field.keyBytes}": what the device reads is undefined`
            : `found neither ";" nor newline in the first 511 bytes of "${field.keyBytes}": what the device reads is undefined`,
          span: { start: device.value.start, end: device.piece.end },
          hint: 'end the value with ";", and the line with a newline',
        },
      ];
    });
  },
};
