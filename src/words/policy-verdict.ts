/**
 * A policy's verdict as people read it, line by line; safe to show.
 */
import { describePattern } from '../ceremony/operation/format-operation.ts';
import type { NextVerdict } from '../ceremony/policy/judge-next-approval.ts';
import type { PolicyVerdict, RuleVerdict } from '../ceremony/policy/verdict.ts';
import { escapeUnsafe } from '../printable.ts';
import { describeApprovalVerdict, describeRule, describeUnmet, nameRule } from './policy.ts';

/**
 * Which rules apply, why, who counts for what in each, and what is missing.
 *
 * @example
 * describeVerdict(verdict)[0];
 * // 'rule 1 applies: no operation is named, and the token could be used for createUser * *'
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

/**
 * What an approval will be worth that is about to be given, and how far the rules are with it.
 *
 * @example
 * describeNextApproval({ approval: undefined, rules: [] })[0];
 * // 'careful: this signature will not count: the policy has nobody with this key'
 */
export function describeNextApproval(verdict: NextVerdict): readonly string[] {
  const { rules } = verdict;
  const worth = isNextCounted(verdict)
    ? `this signature will count, for ${describeSeat(verdict)}`
    : `careful: this signature will not count: ${whyNot(verdict)}`;
  return [worth, ...rules.flatMap(describeRuleVerdict)];
}

/** Whether it will count under some rule. */
export function isNextCounted({ approval, rules }: NextVerdict): boolean {
  return approval?.state === 'counts' && rules.length > 0;
}

function describeSeat({ approval, rules }: NextVerdict): string {
  const person = approval?.state === 'counts' ? approval.person : undefined;
  const groups = rules.flatMap(({ taken }) =>
    taken.flatMap((seat) => (seat.person === person ? (seat.group ?? []) : [])),
  );
  const of = groups.length === 0 ? '' : ` of ${[...new Set(groups)].join(', ')}`;
  return `${person?.id ?? ''}${of}`;
}

function whyNot({ approval }: NextVerdict): string {
  if (approval === undefined) return 'the policy has nobody with this key';
  if (approval.state !== 'counts') return describeApprovalVerdict(approval);
  return 'no rule applies: what is not in the policy is not approved';
}
