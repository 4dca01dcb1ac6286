import { findJsonProblems } from '../json-problems.ts';
import type { Rule } from '../rule.ts';

export const jsonDepth: Rule<'json-depth'> = {
  code: 'json-depth',
  severity: 'error',
  fixable: false,
  check: (subject) =>
    findJsonProblems(subject, 'too-deep').map(({ most, span }) => ({
      severity: 'error',
      stops: true,
      values: { most },
      span,
    })),
};
