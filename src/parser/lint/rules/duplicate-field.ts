import { APPROVER_FIELDS, type FieldName, HEADER_FIELDS } from '../../fields.ts';
import type { Field } from '../../items.ts';
import type { Finding, Rule } from '../rule.ts';

export const duplicateField: Rule<'duplicate-field'> = {
  code: 'duplicate-field',
  severity: 'error',
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
        return before === undefined || field.name === undefined
          ? []
          : [duplicate(before, field, field.name)];
      }),
    );
  },
};

function duplicate(before: Field, field: Field, name: FieldName): Finding<'duplicate-field'> {
  const isRepetition =
    before.valueBytes === field.valueBytes && field.isFirstOnLine && field.tailBytes.trim() === '';
  return {
    severity: 'error',
    values: { field: name },
    span: field.span,
    ...(isRepetition ? { fix: [{ span: { start: field.start, end: field.end }, text: '' }] } : {}),
  };
}
