import type { Finding, Rule } from '../rule.ts';

export const userName: Rule<'user-name'> = {
  code: 'user-name',
  severity: 'warning',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Name = officer 1;' },
  fixable: false,
  check({ document }) {
    return document.fields.flatMap((field): readonly Finding<'user-name'>[] => {
      if (field.name !== 'name' || /^(?:[A-Za-z0-9_]*|(["'`]).*\1)$/s.test(field.valueBytes))
        return [];
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
