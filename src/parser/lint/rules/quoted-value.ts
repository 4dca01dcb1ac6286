import { isPathField } from '../../fields.ts';
import { fromByteString } from '../../text.ts';
import type { Finding, Rule } from '../rule.ts';

export const quotedValue: Rule<'quoted-value'> = {
  code: 'quoted-value',
  severity: 'error',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Name = "officer1";' },
  fixable: false,
  check({ document }) {
    return document.fields.flatMap((field): readonly Finding<'quoted-value'>[] => {
      const inner = /^(["'`])(.*)\1$/s.exec(field.valueBytes)?.[2];
      if (inner === undefined || field.name === undefined) return [];
      return [
        {
          severity: isPathField(field.name) ? 'warning' : 'error',
          values: { value: fromByteString(inner) },
          span: field.valueSpan,
        },
      ];
    });
  },
};
