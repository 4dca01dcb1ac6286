import { DEVICE_FIELDS } from '../../device.ts';
import type { Finding, Rule } from '../rule.ts';

export const longValue: Rule<'long-value'> = {
  code: 'long-value',
  severity: 'error',
  fixable: false,
  check({ document, seen }) {
    return document.fields.flatMap((field): readonly Finding<'long-value'>[] => {
      if (field.name === undefined) return [];
      const { capacity } = DEVICE_FIELDS[field.name];
      const { start, end } = seen(field)?.value ?? field.valueSpan;
      const length = end - start;
      if (capacity === undefined || length < capacity) return [];
      return [
        {
          severity: 'error',
          values: { field: field.name, bytes: length, most: capacity - 1 },
          span: field.rawValueSpan,
        },
      ];
    });
  },
};
