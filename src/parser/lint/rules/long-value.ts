import { DEVICE_FIELDS } from '../../device.ts';
import type { Finding, Rule } from '../rule.ts';

export const longValue: Rule = {
  code: 'long-value',
  severity: 'error',
  summary: 'a name is longer than 31 bytes, or a path longer than 255',
  why: 'The device says `Field … has incompatible value of size …`, does not count the field, and reads on: the next field of that kind, perhaps another approver’s, takes its place.',
  fixable: false,
  check({ document, seen }) {
    return document.fields.flatMap((field): readonly Finding[] => {
      if (field.name === undefined) return [];
      const { key, room }: { readonly key: string; readonly room?: number } =
        DEVICE_FIELDS[field.name];
      const { start, end } = seen(field)?.value ?? field.valueSpan;
      const length = end - start;
      if (room === undefined || length < room) return [];
      return [
        {
          severity: 'error',
          message: `found a value of ${length} bytes for "${key}", expected at most ${room - 1}`,
          span: field.rawValueSpan,
          hint:
            field.name === 'name' ? 'user names have at most 31 characters' : 'use a shorter path',
        },
      ];
    });
  },
};
