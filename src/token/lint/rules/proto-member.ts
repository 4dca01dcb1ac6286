import { findJsonProblems } from '../json-problems.ts';
import type { Rule } from '../rule.ts';

export const protoMember: Rule<'proto-member'> = {
  code: 'proto-member',
  severity: 'error',
  example: { good: '"version": "2.0",', bad: '"version": "2.0", "__proto__": {},' },
  fixable: false,
  check: (subject) =>
    findJsonProblems(subject, 'proto-member').map(({ span }) => ({
      severity: 'error',
      stops: true,
      values: {},
      span,
    })),
};
