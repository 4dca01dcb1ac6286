import { FIELD_KEYS } from '../../fields.ts';
import type { Rule } from '../rule.ts';

export const keySpelling: Rule<'key-spelling'> = {
  code: 'key-spelling',
  severity: 'error',
  example: { good: 'Approver Name = officer2;', bad: 'Approver name = officer2;' },
  fixable: true,
  check({ document }) {
    return document.fields.flatMap((field) => {
      if (field.name === undefined || field.keyBytes === FIELD_KEYS[field.name]) return [];
      return [
        {
          severity: 'error' as const,
          values: { field: field.name, key: field.key },
          span: field.keySpan,
          fix: [{ span: field.keySpan, text: FIELD_KEYS[field.name] }],
        },
      ];
    });
  },
};
