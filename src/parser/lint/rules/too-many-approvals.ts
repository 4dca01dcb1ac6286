import { DEVICE_LIMITS } from '../../device.ts';
import type { Rule } from '../rule.ts';

export const tooManyApprovals: Rule = {
  code: 'too-many-approvals',
  severity: 'error',
  summary: 'there are more than 20 approvals',
  why: 'The device refuses such a file with `number of approvals in the file is more than 20`. M is never above 20, so that no more are needed.',
  fixable: false,
  check({ document }) {
    const { numberOfApprovals, approvers } = document.data;
    const count = Math.max(numberOfApprovals, approvers.length);
    if (count <= DEVICE_LIMITS.approvals) return [];
    const beyond = document.approvers[DEVICE_LIMITS.approvals]?.fields[0];
    const span = beyond?.span ?? document.header.numberOfApprovals.at(-1)?.valueSpan;
    return [
      {
        severity: 'error',
        message: `found ${count} approvals, expected at most ${DEVICE_LIMITS.approvals}`,
        span: span ?? { start: 0, end: 0 },
        hint: 'leave out approvers that are not needed',
      },
    ];
  },
};
