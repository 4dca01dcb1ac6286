import type { Rule } from '../rule.ts';

export const countMismatch: Rule = {
  code: 'count-mismatch',
  severity: 'error',
  summary: '`Number of Approvals` is not the number of approvers',
  why: 'If it is lower, the approvers beyond it are never read. If it is higher, the device reads to the end of the file and says `Could only read …/… approvers info`.',
  example: { good: 'Number of Approvals = 2;', bad: 'Number of Approvals = 3;' },
  fixable: false,
  check({ document }) {
    const field = document.header.numberOfApprovals.at(-1);
    const { numberOfApprovals, approvers } = document.data;
    if (field === undefined || numberOfApprovals === approvers.length) return [];
    const found = `found ${countOf(approvers.length, 'approver')}, but "Number of Approvals" is ${numberOfApprovals}`;
    return [
      {
        severity: 'error',
        message:
          numberOfApprovals < approvers.length
            ? `${found}: the device never reads the others`
            : `${found}: the device reads to the end of the file, and fails`,
        span: field.valueSpan,
        hint: `write ${approvers.length}, or check whether an approver is ${numberOfApprovals < approvers.length ? 'superfluous' : 'missing'}`,
      },
    ];
  },
};

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
