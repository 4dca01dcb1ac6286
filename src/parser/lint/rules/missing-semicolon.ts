import type { Rule } from '../rule.ts';
import { syntaxFindings } from '../syntax-findings.ts';

export const missingSemicolon: Rule<'missing-semicolon'> = {
  code: 'missing-semicolon',
  severity: 'error',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Name = officer1 # the first' },
  fixable: true,
  check: (subject) => syntaxFindings(subject, 'missing-semicolon'),
};
