import { APPROVER_FIELDS, FIELD_KEYS, HEADER_FIELDS } from '../../fields.ts';
import type { Field } from '../../items.ts';
import type { Finding, Rule } from '../rule.ts';

export const duplicateField: Rule = {
  code: 'duplicate-field',
  severity: 'error',
  summary: 'a field stands twice in the header, or in one approver',
  why: 'The device only counts to three: a field that stands twice uses up the place of one that comes later. If that is `Number of Approvals`, the file is taken with no approvals at all, and without a word. A line that says the same as the one before it can be taken out without guessing.',
  example: {
    good: 'Token File Path = ;',
    bad: 'Multi Token File Path = officer1.token;\nToken File Path = ;',
  },
  fixable: true,
  check({ document }) {
    const groups = [
      ...HEADER_FIELDS.map((name) => document.header[name]),
      ...document.approvers.flatMap((approver) =>
        APPROVER_FIELDS.map((name) => approver.fields.filter((field) => field.name === name)),
      ),
    ];
    return groups.flatMap((fields) =>
      fields.flatMap((field, index) => {
        const before = fields[index - 1];
        return before === undefined ? [] : [duplicate(before, field)];
      }),
    );
  },
};

function duplicate(before: Field, field: Field): Finding {
  const key = field.name === undefined ? field.keyBytes : FIELD_KEYS[field.name];
  const isRepetition =
    before.valueBytes === field.valueBytes && field.isFirstOnLine && field.tailBytes.trim() === '';
  return {
    severity: 'error',
    message: `found "${key}" a second time: it uses up the place of another field`,
    span: field.span,
    hint: 'keep one of the two lines',
    ...(isRepetition ? { fix: [{ span: { start: field.start, end: field.end }, text: '' }] } : {}),
  };
}
