import type { Finding, Rule } from '../rule.ts';

export const nulByte: Rule<'nul-byte'> = {
  code: 'nul-byte',
  severity: 'error',
  fixable: false,
  check({ document, source, seenAt }) {
    const inFields = document.fields.flatMap((field): readonly Finding<'nul-byte'>[] => {
      if (field.name === undefined && seenAt(field.start) === undefined) return [];
      const at = source.slice(field.keySpan.start, field.rawValueSpan.end).indexOf('\0');
      if (at === -1) return [];
      const start = field.keySpan.start + at;
      return [
        {
          severity: 'error',
          values: { cutsValue: true },
          span: { start, end: start + 1 },
        },
      ];
    });
    const first = source.indexOf('\0');
    if (inFields.length > 0 || first === -1) return inFields;
    return [
      {
        severity: 'warning',
        values: { cutsValue: false },
        span: { start: first, end: first + 1 },
      },
    ];
  },
};
