import { canonicalUserName } from '../../user-name.ts';
import type { Rule } from '../rule.ts';
import { listApprovals } from '../subject.ts';

export const repeatedApprover: Rule<'repeated-approver'> = {
  code: 'repeated-approver',
  severity: 'error',
  example: { good: '"username": "admin3"', bad: '"username": "admin2"' },
  fixable: false,
  check({ document }) {
    const seen = new Set<string>();
    return listApprovals(document).flatMap(({ username }) => {
      if (username === undefined) return [];
      const name = canonicalUserName(username.text) ?? username.text;
      if (!seen.has(name)) {
        seen.add(name);
        return [];
      }
      return [{ severity: 'error', values: { name: username.text }, span: username.span }];
    });
  },
};
