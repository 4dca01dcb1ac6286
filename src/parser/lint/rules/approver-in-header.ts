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
    const first = document.approvers[0]?.fields[0];
    if (last === undefined || first === undefined) return [];
    const late = counted.slice(0, FIELDS_OF_PART).map(({ piece }) => piece.start);
    // The line that comes too late is the one to be moved, not those that are lost before it.
    return document.fields
      .filter((field) => field.start > first.start && late.includes(field.start))
      .map((field) => ({ severity: 'error', values: { key: field.key }, span: field.span }));
  },
};
