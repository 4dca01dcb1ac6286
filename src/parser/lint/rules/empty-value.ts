import { FIELD_KEYS, type FieldName } from '../../fields.ts';
import type { Finding, Rule } from '../rule.ts';

const REQUIRED: readonly (FieldName | undefined)[] = ['multiTokenFilePath', 'name', 'file'];

export const emptyValue: Rule = {
  code: 'empty-value',
  severity: 'error',
  summary: 'a field that needs a value has none',
  why: 'Only `Token File Path` may be empty. An empty path makes the device say `failed to open`, and an approver without a name is none that the HSM knows.',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Name = ;' },
  fixable: false,
  check({ document }) {
    return document.fields.flatMap((field): readonly Finding[] => {
      if (!REQUIRED.includes(field.name) || field.name === undefined || field.valueBytes !== '') {
        return [];
      }
      return [
        {
          severity: 'error',
          message: `found no value for "${FIELD_KEYS[field.name]}"`,
          span: field.span,
          hint:
            field.name === 'name' ? 'write the name of the approver' : 'write the path of the file',
        },
      ];
    });
  },
};
