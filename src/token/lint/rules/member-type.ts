import type { Rule } from '../rule.ts';

export const memberType: Rule<'member-type'> = {
  code: 'member-type',
  severity: 'error',
  example: { good: '"version": "2.0"', bad: '"version": 2.0' },
  fixable: false,
  check: ({ document }) =>
    (document?.misshapen ?? []).map(({ path, expected, span }) => ({
      severity: 'error',
      stops: true,
      values: { path, expected },
      span,
    })),
};
