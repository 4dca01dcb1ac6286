import { FIELDS_OF_PART } from '../../device/reader.ts';
import { DEVICE_FIELDS } from '../../device.ts';
import type { Rule } from '../rule.ts';

export const approverInHeader: Rule = {
  code: 'approver-in-header',
  severity: 'error',
  summary: 'lines of an approver come before the header is complete',
  why: 'Until it has counted three fields of the header, the device skips the lines of approvers for good.',
  example: {
    good: 'Number of Approvals = 2;',
    bad: 'Approver Type = 2;\nNumber of Approvals = 2;',
  },
  fixable: false,
  check({ document, device }) {
    const counted = device.fields.filter(
      ({ field, counted: counts }) => counts && DEVICE_FIELDS[field].part === 'header',
    );
    const last = counted[FIELDS_OF_PART - 1];
    if (last === undefined) return [];
    return document.approvers.flatMap((approver) =>
      approver.fields
        .filter((field) => field.start < last.piece.start)
        .slice(0, 1)
        .map((field) => ({
          severity: 'error' as const,
          message: `found "${field.keyBytes}" before the header is complete: the device skips it`,
          span: field.span,
          hint: 'put approvers behind the three lines of the header',
        })),
    );
  },
};
