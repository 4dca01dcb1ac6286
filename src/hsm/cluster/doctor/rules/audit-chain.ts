import { findOnEach, type Rule } from '../rule.ts';

export const auditChain: Rule<'audit-chain'> = {
  code: 'audit-chain',
  severity: 'error',
  find(cluster) {
    return findOnEach(cluster, ({ broken }) => (broken === null ? undefined : { broken }));
  },
};
