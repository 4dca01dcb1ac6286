import { FIELDS_OF_PART } from '../../device/reader.ts';
import { DEVICE_FIELDS } from '../../device.ts';
import type { Rule } from '../rule.ts';

export const approverInHeader: Rule<'approver-in-header'> = {
  code: 'approver-in-header',
  severity: 'error',
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
          values: { key: field.key },
          span: field.span,
        })),
    );
  },
};
