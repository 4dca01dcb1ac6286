import type { Rule } from '../rule.ts';
import { syntaxFindings } from '../syntax-findings.ts';

export const missingSemicolon: Rule = {
  code: 'missing-semicolon',
  severity: 'error',
  summary: 'a value has no `;` at its end',
  why: 'Then the value goes on to the end of the line: for the device a comment on that line, blanks at its end, and the carriage return of a Windows line end are part of it. Where the file itself ends there, the device reads beyond its own memory, and what it makes of the value is undefined.',
  example: { good: 'Approver Name = officer1;', bad: 'Approver Name = officer1 # the first' },
  fixable: true,
  check: (subject) => syntaxFindings(subject, 'missing-semicolon'),
};
