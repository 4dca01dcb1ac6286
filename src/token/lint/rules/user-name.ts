import { canonicalUserName } from '../../user-name.ts';
import type { Rule } from '../rule.ts';

export const userName: Rule<'user-name'> = {
  code: 'user-name',
  severity: 'error',
  example: { good: '"username": "admin2"', bad: '"username": "admin 2"' },
  fixable: false,
  check({ document }) {
    if (document?.kind !== 'quorum') return [];
    return (document.signatures?.items ?? []).flatMap(({ username }) => {
      if (username === undefined || canonicalUserName(username.text) !== undefined) return [];
      return [{ severity: 'error', values: { value: username.text }, span: username.span }];
    });
  },
};
