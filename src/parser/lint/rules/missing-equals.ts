import type { Rule } from '../rule.ts';
import { syntaxFindings } from '../syntax-findings.ts';

export const missingEquals: Rule<'missing-equals'> = {
  code: 'missing-equals',
  severity: 'warning',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Name officer1;' },
  fixable: true,
  check: (subject) => syntaxFindings(subject, 'missing-equals'),
};
