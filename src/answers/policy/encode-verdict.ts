import type { PolicyVerdict } from '../../ceremony/policy/verdict.ts';
import type { VerdictAnswer } from './policy-answer.ts';

/** What a policy says, as the answers have it. */
export function encodeVerdict({ rules, approvals }: PolicyVerdict): VerdictAnswer {
  return {
    rules: rules.map(({ rule, because, isMet, taken, missing, tooOld }) => ({
      number: rule.number,
      name: rule.name ?? null,
      because,
      met: isMet,
      taken: taken.map(({ person, group }) => ({ person: person.id, group: group ?? null })),
      missing: missing.map(({ groups, count, candidates }) => ({
        groups,
        count,
        candidates: candidates.map(({ id }) => id),
      })),
      tokenTooOld: tooOld !== undefined,
    })),
    approvals: approvals.map((one) => ({
      account: one.account,
      state: one.state,
      person: ('person' in one ? one.person?.id : undefined) ?? null,
      keyOf: one.state === 'other-person' ? one.owner.id : null,
    })),
  };
}
