import type { Rule } from '../rule.ts';

export const countMismatch: Rule<'count-mismatch'> = {
  code: 'count-mismatch',
  severity: 'error',
  example: { good: 'Number of Approvals = 2;', bad: 'Number of Approvals = 3;' },
  fixable: false,
  check({ document }) {
    const field = document.header.numberOfApprovals.at(-1);
    const { numberOfApprovals, approvers } = document.data;
    if (field === undefined || numberOfApprovals === approvers.length) return [];
    return [
      {
        severity: 'error',
        values: { approvers: approvers.length, count: numberOfApprovals },
        span: field.valueSpan,
      },
    ];
  },
};
