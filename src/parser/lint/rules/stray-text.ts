import type { Rule } from '../rule.ts';
import { syntaxFindings } from '../syntax-findings.ts';

export const strayText: Rule<'stray-text'> = {
  code: 'stray-text',
  severity: 'warning',
  example: { good: 'Approver Name = officer1;', bad: 'officer1;' },
  fixable: false,
  check: (subject) =>
    syntaxFindings(subject, 'stray-text')
      .filter(({ span }) => subject.seenAt(span.start) === undefined)
      // Skipped by both readers: what it should have been is missing elsewhere.
      .map((finding) => ({ ...finding, severity: 'warning' })),
};
