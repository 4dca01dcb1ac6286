import type { Rule } from '../rule.ts';

export const unknownMember: Rule<'unknown-member'> = {
  code: 'unknown-member',
  severity: 'info',
  example: { good: '"version": "2.0",', bad: '"version": "2.0", "comment": "for Alice",' },
  fixable: false,
  check: ({ document }) =>
    (document?.unknown ?? [])
      // Of these two there is more to say, which their own rules do.
      .filter(({ path }) => !/(^|\.)(signed|__proto__)$/.test(path))
      .map(({ path, span }) => ({ severity: 'info', values: { path }, span })),
};
