import { isOtherThanApproval } from '../../../content/other-than-approval.ts';
import { agreesWithDevice } from '../../same-reading.ts';
import type { Rule } from '../rule.ts';

export const notAnApprovalFile: Rule<'not-an-approval-file'> = {
  code: 'not-an-approval-file',
  severity: 'error',
  fixable: false,
  exclusive: true,
  check({ content, document }) {
    if (!isOtherThanApproval(content)) return [];
    return [
      {
        // The device reads an approval file also where a private key stands behind it.
        severity: agreesWithDevice(document) ? 'warning' : 'error',
        values: { found: content },
        span: { start: 0, end: 0 },
      },
    ];
  },
};
