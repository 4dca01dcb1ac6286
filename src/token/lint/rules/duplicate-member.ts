import { findJsonProblems } from '../json-problems.ts';
import type { Rule } from '../rule.ts';

export const duplicateMember: Rule<'duplicate-member'> = {
  code: 'duplicate-member',
  severity: 'error',
  example: { good: '"version": "2.0",', bad: '"version": "2.0", "version": "2.0",' },
  fixable: false,
  check: (subject) =>
    findJsonProblems(subject, 'duplicate-member').map(({ name, span }) => ({
      severity: 'error',
      stops: true,
      values: { name },
      span,
    })),
};
