import { nameKey } from '../../user-names.ts';
import type { Finding, Rule } from '../rule.ts';
import { shownValue } from '../shown-value.ts';

export const repeatedApprover: Rule = {
  code: 'repeated-approver',
  severity: 'error',
  summary: 'the same approver stands in the file twice',
  why: 'Each officer counts once, whatever the letter case of the name. A file that names one twice is refused.',
  example: { good: 'Approver Name = officer2;', bad: 'Approver Name = OFFICER1;' },
  fixable: false,
  check({ document }) {
    const seen = new Set<string>();
    return document.approvers.flatMap((approver): readonly Finding[] => {
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
          message: `found the approver "${shownValue(field.valueBytes)}" a second time`,
          span: field.valueSpan,
          hint: 'keep one of the two',
        },
      ];
    });
  },
};
