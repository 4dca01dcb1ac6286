import type { Finding, Rule } from '../rule.ts';

export const textAfterSemicolon: Rule = {
  code: 'text-after-semicolon',
  severity: 'warning',
  summary: 'something other than a comment follows a `;`',
  why: 'A value ends at the first `;` of its line. The device does not look at the rest: a second value, or the part of a path behind a `;`, is lost.',
  example: { good: 'Approval File = officer1.token.sig1;', bad: 'Approval File = a;b.sig1;' },
  fixable: false,
  check({ document }) {
    return document.fields.flatMap((field): readonly Finding[] => {
      const text = /[^ \t\r\v\f][^\n]*/.exec(field.tailBytes);
      if (text === null || text[0].startsWith('#') || /^[;\s]*$/.test(text[0])) return [];
      const start = field.tailSpan.start + text.index;
      return [
        {
          severity: 'warning',
          message: 'found text behind the ";" that is no comment: the device does not look at it',
          span: { start, end: field.tailSpan.end },
          hint: 'begin it with "#" if it is a comment; a value cannot hold ";"',
        },
      ];
    });
  },
};
