/**
 * A policy's verdict as people read it, line by line; safe to show.
 */
import { describePattern } from '../ceremony/operation/format-operation.ts';
import type { PolicyVerdict, RuleVerdict } from '../ceremony/policy/verdict.ts';
import { escapeUnsafe } from '../printable.ts';
import { describeApprovalVerdict, describeRule, describeUnmet, nameRule } from './policy.ts';

/**
 * Which rules apply, why, who counts for what in each, and what is missing.
 *
 * @example
 * describeVerdict(verdict)[0]; // 'rule 1 (new officers) applies: it is about createUser CO *'
 */
export function describeVerdict({ rules, approvals }: PolicyVerdict): readonly string[] {
  const width = approvals.reduce(
    (most, { account }) => Math.max(most, escapeUnsafe(account).length),
    0,
  );
  return [
    ...(rules.length === 0 ? ['no rule applies: what is not in the policy is not approved'] : []),
    ...rules.flatMap(describeRuleVerdict),
    ...approvals.map(
      (one) => `  ${escapeUnsafe(one.account).padEnd(width)}  ${describeApprovalVerdict(one)}`,
    ),
  ];
}

function describeRuleVerdict(verdict: RuleVerdict): readonly string[] {
  const { rule, because, taken, isMet } = verdict;
  const about = rule.operations.map((one) => escapeUnsafe(describePattern(one))).join(', ');
  const why =
    because === 'operation'
      ? `it is about ${about}`
      : `no operation is named, and the token could be used for ${about}`;
  return [
    `${nameRule(rule)} applies: ${why}`,
    `  asks for ${describeRule(rule)}`,
    ...taken.map(({ person, group }) => `  ${person.id} counts for ${group ?? 'anybody'}`),
    ...describeUnmet(verdict).map((line) => `  missing: ${line}`),
    ...(isMet ? ['  it is met'] : []),
  ];
}
