import { isPathField } from '../../fields.ts';
import type { Finding, Rule } from '../rule.ts';

export const unexpandedPath: Rule<'unexpanded-path'> = {
  code: 'unexpanded-path',
  severity: 'warning',
  example: {
    good: 'Approval File = officer1.token.sig1;',
    bad: 'Approval File = ~/officer1.token.sig1;',
  },
  fixable: false,
  check({ document }) {
    return document.fields.flatMap((field): readonly Finding<'unexpanded-path'>[] => {
      if (!isPathField(field.name) || !/^~|\$[A-Za-z_{(]/.test(field.valueBytes)) return [];
      return [
        {
          severity: 'warning',
          values: { value: field.value },
          span: field.valueSpan,
        },
      ];
    });
  },
};
