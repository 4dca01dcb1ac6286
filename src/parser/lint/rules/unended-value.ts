import type { Rule } from '../rule.ts';

export const unendedValue: Rule<'unended-value'> = {
  code: 'unended-value',
  severity: 'error',
  fixable: false,
  check({ document, seen }) {
    return document.fields.flatMap((field) => {
      const device = seen(field);
      if (device === undefined || device.ended) return [];
      return [
        {
          severity: 'error' as const,
          values: { key: field.key, atEnd: device.piece.end === document.source.length },
          span: { start: device.value.start, end: device.piece.end },
        },
      ];
    });
  },
};
