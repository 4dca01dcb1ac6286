import { joinBrokenStrings } from '../../json/join-strings.ts';
import { findJsonProblems } from '../json-problems.ts';
import type { Rule } from '../rule.ts';

export const jsonSyntax: Rule<'json-syntax'> = {
  code: 'json-syntax',
  severity: 'error',
  example: { good: '"version": "2.0",', bad: '"version": "2.0"' },
  fixable: true,
  check: (subject) =>
    findJsonProblems(subject, 'syntax').map(({ expected, span }) => {
      const fix = joinBrokenStrings(subject.text);
      return {
        severity: 'error',
        stops: true,
        values: { expected },
        span,
        ...(fix.length > 0 && { fix }),
      };
    }),
};
