import { FIELD_KEYS } from '../../fields.ts';
import type { Rule } from '../rule.ts';
import { shownValue } from '../shown-value.ts';

export const keySpelling: Rule = {
  code: 'key-spelling',
  severity: 'error',
  summary: 'a key is written in other letters, with other blanks, or in quotes',
  why: 'Keys must be written as documented, to the letter: the device skips `approver name`, `Approver  Name` and `"Approver Name"` without a word.',
  example: { good: 'Approver Name = officer2;', bad: 'Approver name = officer2;' },
  fixable: true,
  check({ document }) {
    return document.fields.flatMap((field) => {
      if (field.name === undefined || field.keyBytes === FIELD_KEYS[field.name]) return [];
      return [
        {
          severity: 'error' as const,
          message: `found the key "${shownValue(field.keyBytes)}", expected "${FIELD_KEYS[field.name]}": the device skips this line`,
          span: field.keySpan,
          hint: `write it as "${FIELD_KEYS[field.name]}"`,
          fix: [{ span: field.keySpan, text: FIELD_KEYS[field.name] }],
        },
      ];
    });
  },
};
