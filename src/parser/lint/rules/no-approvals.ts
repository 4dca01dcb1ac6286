import type { Rule } from '../rule.ts';

export const noApprovals: Rule = {
  code: 'no-approvals',
  severity: 'error',
  summary: 'the device takes the file with no approvals at all, and without a word',
  why: 'A count that is 0, or is read as 0, or that the device never came to because another line used up its place, is no error to it: `approveToken` prints success, and the token has no approvals.',
  example: { good: 'Number of Approvals = 2;', bad: 'Number of Approvals = 0;' },
  fixable: false,
  check({ document, device, firstLine }) {
    const { error, numberOfApprovals } = device.reading;
    if (error !== null || numberOfApprovals !== 0) return [];
    return [
      {
        severity: 'error',
        message: 'found a file that the device takes without a word, with no approvals at all',
        span: document.header.numberOfApprovals.at(-1)?.span ?? firstLine,
        hint: 'see that the device reads "Number of Approvals" as the number of approvers',
      },
    ];
  },
};
