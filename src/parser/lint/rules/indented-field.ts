import type { Rule } from '../rule.ts';

export const indentedField: Rule<'indented-field'> = {
  code: 'indented-field',
  severity: 'error',
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
        values: { key: field.key },
        span: field.indentSpan,
        fix: [{ span: field.indentSpan, text: '' }],
      }));
  },
};
