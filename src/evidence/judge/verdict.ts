import type { Policy } from '../../ceremony/policy/policy.ts';
import type { PolicyVerdict } from '../../ceremony/policy/verdict.ts';
import type { VerdictFinding } from '../findings.ts';

/** What a policy says, as plain data: people by their ids. */
export function describeVerdict(policy: Policy, verdict: PolicyVerdict): VerdictFinding {
  return {
    policy: policy.digest,
    isMet: verdict.isMet,
    rules: verdict.rules.map(({ rule, isMet, taken, missing }) => ({
      number: rule.number,
      name: rule.name ?? null,
      isMet,
      approvals: rule.approvals,
      taken: taken.map(({ person, group }) => ({ person: person.id, group: group ?? null })),
      missing: missing.map(({ groups, count }) => ({ groups, count })),
    })),
  };
}
