import { roleOfApprovers } from '../../sdk5/roles.ts';
import type { Rule } from '../rule.ts';
import { listApprovals } from '../subject.ts';

export const role: Rule<'role'> = {
  code: 'role',
  severity: 'error',
  example: { good: '"role": "admin"', bad: '"role": "crypto-user"' },
  fixable: false,
  check({ document, records: [first] = [] }) {
    if (first === undefined) return [];
    const expected = roleOfApprovers(first.service);
    return listApprovals(document).flatMap(({ username, role: written }) => {
      if (written === undefined || written.text === expected) return [];
      const values = { name: username?.text ?? '', role: written.text, expected };
      return [{ severity: 'error', values, span: written.span }];
    });
  },
};
