import { canonicalUserName } from '../../user-name.ts';
import type { Rule } from '../rule.ts';
import { listApprovals } from '../subject.ts';

export const userName: Rule<'user-name'> = {
  code: 'user-name',
  severity: 'error',
  example: { good: '"username": "admin2"', bad: '"username": "admin 2"' },
  fixable: false,
  check({ document }) {
    return listApprovals(document).flatMap(({ username }) => {
      if (username === undefined || canonicalUserName(username.text) !== undefined) return [];
      return [{ severity: 'error', values: { value: username.text }, span: username.span }];
    });
  },
};
