import { nameKey } from '../../user-names.ts';
import type { Finding, Rule } from '../rule.ts';

export const repeatedApprover: Rule<'repeated-approver'> = {
  code: 'repeated-approver',
  severity: 'error',
  example: { good: 'Approver Name = officer2;', bad: 'Approver Name = OFFICER1;' },
  fixable: false,
  check({ document }) {
    const seen = new Set<string>();
    return document.approvers.flatMap((approver): readonly Finding<'repeated-approver'>[] => {
      const field = approver.field('name');
      if (field === undefined || field.valueBytes === '') return [];
      const name = nameKey(field.value);
      if (!seen.has(name)) {
        seen.add(name);
        return [];
      }
      return [
        {
          severity: 'error',
          values: { name: field.value },
          span: field.valueSpan,
        },
      ];
    });
  },
};
