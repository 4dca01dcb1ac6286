import type * as v from 'valibot';
import type { PolicyVerdict } from '../../../ceremony/policy/verdict.ts';
import type { approvalAnswer, ruleAnswer } from './verdict-answer.ts';

/** What a policy says, as the answers have it. */
export function encodeVerdict({ rules, approvals }: PolicyVerdict): {
  readonly rules: v.InferOutput<typeof ruleAnswer>[];
  readonly approvals: v.InferOutput<typeof approvalAnswer>[];
} {
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
