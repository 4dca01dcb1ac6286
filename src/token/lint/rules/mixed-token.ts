import { findMixedToken } from '../../oddities.ts';
import { listKeyReferences } from '../../sdk5/key-reference.ts';
import type { Rule } from '../rule.ts';

export const mixedToken: Rule<'mixed-token'> = {
  code: 'mixed-token',
  severity: 'error',
  fixable: false,
  check({ document, records = [] }) {
    if (document?.kind !== 'quorum' || document.approvalData === undefined) return [];
    if (findMixedToken(records) === undefined) return [];
    const users = [...new Set(records.map(({ user }) => user))];
    const services = [...new Set(records.map(({ service }) => service))];
    const keys = listKeyReferences(records);
    const { span } = document.approvalData;
    return [{ severity: 'error', values: { users, services, keys }, span }];
  },
};
