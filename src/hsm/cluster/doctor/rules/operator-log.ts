import type { Rule } from '../rule.ts';

export const operatorChain: Rule<'operator-chain'> = {
  code: 'operator-chain',
  severity: 'error',
  find({ operator }) {
    const broken = operator?.broken ?? null;
    return broken === null ? [] : [{ servers: [], values: { broken } }];
  },
};

/** A chain that was made anew holds; the operator's log remembers the one before. */
export const auditRewritten: Rule<'audit-rewritten'> = {
  code: 'audit-rewritten',
  severity: 'error',
  find({ operator }) {
    const rewritten = operator?.rewritten ?? [];
    return rewritten.map(({ server, act }) => ({ servers: [server], values: { act } }));
  },
};
