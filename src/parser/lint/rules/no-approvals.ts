import type { Rule } from '../rule.ts';

export const noApprovals: Rule<'no-approvals'> = {
  code: 'no-approvals',
  severity: 'error',
  example: { good: 'Number of Approvals = 2;', bad: 'Number of Approvals = 0;' },
  fixable: false,
  check({ document, device, firstLine }) {
    const { error, numberOfApprovals } = device.reading;
    if (error !== null || numberOfApprovals !== 0) return [];
    return [
      {
        severity: 'error',
        values: {},
        span: document.header.numberOfApprovals.at(-1)?.span ?? firstLine,
      },
    ];
  },
};
