import { findJsonProblems } from '../json-problems.ts';
import type { Rule } from '../rule.ts';

export const jsonEncoding: Rule<'json-encoding'> = {
  code: 'json-encoding',
  severity: 'error',
  fixable: false,
  check: (subject) =>
    findJsonProblems(subject, 'not-utf8').map(({ span }) => ({
      severity: 'error',
      stops: true,
      values: {},
      span,
    })),
};
