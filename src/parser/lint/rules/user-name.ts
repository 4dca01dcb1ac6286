import type { Finding, Rule } from '../rule.ts';
import { shownValue } from '../shown-value.ts';

export const userName: Rule = {
  code: 'user-name',
  severity: 'warning',
  summary: 'a name has characters that no user name has',
  why: 'Names of HSM users are made of letters, digits and `_`. The HSM will not know an approver of another name.',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Name = officer 1;' },
  fixable: false,
  check({ document }) {
    return document.fields.flatMap((field): readonly Finding[] => {
      if (field.name !== 'name' || /^(?:[A-Za-z0-9_]*|(["'`]).*\1)$/s.test(field.valueBytes))
        return [];
      return [
        {
          severity: 'warning',
          message: `found the approver name "${shownValue(field.valueBytes)}", expected letters, digits and "_"`,
          span: field.valueSpan,
          hint: 'write the name as listUsers shows it',
        },
      ];
    });
  },
};
