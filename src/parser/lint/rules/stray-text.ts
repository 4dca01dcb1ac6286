import type { Rule } from '../rule.ts';
import { syntaxFindings } from '../syntax-findings.ts';

export const strayText: Rule = {
  code: 'stray-text',
  severity: 'error',
  summary: 'a line is neither a field, nor a comment, nor blank',
  why: 'The device skips such a line without a word. If it was meant as a comment, begin it with `#`; if as a field, give it a key.',
  example: { good: 'Approver Name = officer1;', bad: 'officer1;' },
  fixable: false,
  check: (subject) =>
    syntaxFindings(subject, 'stray-text').filter(
      ({ span }) => subject.seenAt(span.start) === undefined,
    ),
};
