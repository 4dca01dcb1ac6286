import type { Rule } from '../rule.ts';

export const indentedField: Rule = {
  code: 'indented-field',
  severity: 'error',
  summary: 'a field does not begin in the first column',
  why: 'The device compares a key with the first bytes of a line. A line with a blank or a tab before its key is skipped without a word.',
  example: { good: 'Approver Name = officer1;', bad: '  Approver Name = officer1;' },
  fixable: true,
  check({ document }) {
    return document.fields
      .filter(
        (field) =>
          field.name !== undefined &&
          field.isFirstOnLine &&
          field.indentSpan.end > field.indentSpan.start,
      )
      .map((field) => ({
        severity: 'error' as const,
        message: `found "${field.keyBytes}" indented: the device skips this line`,
        span: field.indentSpan,
        hint: 'begin the line with the key',
        fix: [{ span: field.indentSpan, text: '' }],
      }));
  },
};
