import type { Rule } from '../rule.ts';
import { syntaxFindings } from '../syntax-findings.ts';

export const strayText: Rule<'stray-text'> = {
  code: 'stray-text',
  severity: 'error',
  example: { good: 'Approver Name = officer1;', bad: 'officer1;' },
  fixable: false,
  check: (subject) =>
    syntaxFindings(subject, 'stray-text').filter(
      ({ span }) => subject.seenAt(span.start) === undefined,
    ),
};
