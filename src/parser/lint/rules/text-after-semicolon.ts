import type { Finding, Rule } from '../rule.ts';

export const textAfterSemicolon: Rule<'text-after-semicolon'> = {
  code: 'text-after-semicolon',
  severity: 'warning',
  example: { good: 'Approval File = officer1.token.sig1;', bad: 'Approval File = a;b.sig1;' },
  fixable: false,
  check({ document }) {
    return document.fields.flatMap((field): readonly Finding<'text-after-semicolon'>[] => {
      const text = /[^ \t\r\v\f][^\n]*/.exec(field.tailBytes);
      if (text === null || text[0].startsWith('#') || /^[;\s]*$/.test(text[0])) return [];
      const start = field.tailSpan.start + text.index;
      return [
        {
          severity: 'warning',
          values: {},
          span: { start, end: field.tailSpan.end },
        },
      ];
    });
  },
};
