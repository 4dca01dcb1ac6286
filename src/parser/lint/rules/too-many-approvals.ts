import { DEVICE_LIMITS } from '../../device.ts';
import type { Rule } from '../rule.ts';

export const tooManyApprovals: Rule<'too-many-approvals'> = {
  code: 'too-many-approvals',
  severity: 'error',
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
        values: { count, most: DEVICE_LIMITS.approvals },
        span: span ?? { start: 0, end: 0 },
      },
    ];
  },
};
