import type { FieldName } from '../../fields.ts';
import type { Finding, Rule } from '../rule.ts';

const REQUIRED: readonly (FieldName | undefined)[] = ['multiTokenFilePath', 'name', 'file'];

export const emptyValue: Rule<'empty-value'> = {
  code: 'empty-value',
  severity: 'error',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Name = ;' },
  fixable: false,
  check({ document }) {
    return document.fields.flatMap((field): readonly Finding<'empty-value'>[] => {
      if (!REQUIRED.includes(field.name) || field.name === undefined || field.valueBytes !== '') {
        return [];
      }
      return [
        {
          severity: 'error',
          values: { field: field.name },
          span: field.span,
        },
      ];
    });
  },
};
