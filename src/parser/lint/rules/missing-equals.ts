import type { Rule } from '../rule.ts';
import { syntaxFindings } from '../syntax-findings.ts';

export const missingEquals: Rule = {
  code: 'missing-equals',
  severity: 'warning',
  summary: 'there is no `=` between key and value',
  why: 'The device takes what follows the key for the value all the same. People, and other tools, may not.',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Name officer1;' },
  fixable: true,
  check: (subject) => syntaxFindings(subject, 'missing-equals'),
};
