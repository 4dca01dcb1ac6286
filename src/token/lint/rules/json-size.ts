import { findJsonProblems } from '../json-problems.ts';
import type { Rule } from '../rule.ts';

export const jsonSize: Rule<'json-size'> = {
  code: 'json-size',
  severity: 'error',
  fixable: false,
  check: (subject) =>
    findJsonProblems(subject, 'too-large').map(({ bytes, most }) => ({
      severity: 'error',
      stops: true,
      values: { bytes, most },
      span: { start: 0, end: 0 },
    })),
};
