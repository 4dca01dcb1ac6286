import type { Finding, Rule } from '../rule.ts';

export const nulByte: Rule = {
  code: 'nul-byte',
  severity: 'error',
  summary: 'a NUL byte cuts a value short, or the file is no text',
  why: 'For the device a value ends at a NUL, and what follows on the line is lost. NUL bytes outside of fields are a warning: the file may not be an approval file at all.',
  fixable: false,
  check({ document, source }) {
    const inFields = document.fields.flatMap((field): readonly Finding[] => {
      const at = source.slice(field.keySpan.start, field.rawValueSpan.end).indexOf('\0');
      if (at === -1) return [];
      const start = field.keySpan.start + at;
      return [
        {
          severity: 'error',
          message: 'found a NUL byte: for the device the value ends here',
          span: { start, end: start + 1 },
          hint: 'take it out',
        },
      ];
    });
    const first = source.indexOf('\0');
    if (inFields.length > 0 || first === -1) return inFields;
    return [
      {
        severity: 'warning',
        message: 'found a NUL byte, expected text',
        span: { start: first, end: first + 1 },
        hint: 'check that this is the right file',
      },
    ];
  },
};
