import type { PolicyDiagnostic } from '../../failure-codes/policy-diagnostic.ts';
import { nearestWord } from '../../nearest-word.ts';
import { matchesPattern } from '../operation/match-operation.ts';
import type { OperationPattern } from '../operation/operation.ts';
import { listServicesOfRule } from './find-rules.ts';
import type { Person, Policy, PolicyRule } from './policy.ts';
import { openReport, type Report } from './read/report.ts';
import { seatPeople } from './seats.ts';
import { listValidKeys } from './valid-time.ts';

/** What a policy is compared with. */
export interface LintOptions {
  /** M of services by their numbers, as the cluster has them; they go before the policy's own. */
  readonly mValues?: ReadonlyMap<number, number>;
}

/**
 * Finds what is odd in a policy that was read: rules that can never be met are errors, all else is to be known.
 *
 * @returns in the order of the file
 * @example
 * lintPolicy(policy); // []
 */
export function lintPolicy(
  policy: Policy,
  { mValues = new Map() }: LintOptions = {},
): readonly PolicyDiagnostic[] {
  const report = openReport();
  for (const person of policy.people) lintPerson(person, report);
  const crowds = listCrowds(policy.people);
  const known = new Map([...policy.mValues, ...mValues]);
  for (const [at, rule] of policy.rules.entries()) {
    lintSeats(rule, crowds, policy.people, report);
    lintShadow(rule, policy.rules.slice(0, at), report);
    lintStrength(rule, known, report);
  }
  return report.diagnostics;
}

function lintPerson({ id: person, keys, accounts, span }: Person, report: Report): void {
  if (keys.length === 0) report.add('person-without-key', { person }, span);
  if (accounts.length === 0) report.add('person-without-account', { person }, span);
}

/**
 * Everybody who can approve, at each time from which on somebody can who could not before; the largest first. A crowd
 * that is part of another is left out: what it can do, that one can.
 */
function listCrowds(people: readonly Person[]): readonly (readonly Person[])[] {
  const times = people.flatMap(({ valid, keys }) => [valid, ...keys.map((key) => key.valid)]);
  const beginnings = new Set(times.map(({ from }) => from ?? Number.NEGATIVE_INFINITY));
  const all = [...beginnings].map((at) => {
    const isThere = people.map((one) => listValidKeys(one, at).length > 0);
    const bits = BigInt(`0b0${isThere.map(Number).join('')}`);
    return { bits, crowd: people.filter((_, index) => isThere[index]) };
  });
  const kept: typeof all = [];
  for (const one of all.sort((a, b) => b.crowd.length - a.crowd.length)) {
    if (!kept.some(({ bits }) => (bits & one.bits) === one.bits)) kept.push(one);
  }
  return kept.map(({ crowd }) => crowd);
}

function lintSeats(
  rule: PolicyRule,
  crowds: readonly (readonly Person[])[],
  people: readonly Person[],
  report: Report,
): void {
  const groups = [...new Set(people.flatMap((person) => person.groups))];
  const unknown = rule.seats.filter(({ group }) => !groups.includes(group));
  for (const { group, span = rule.span } of unknown) {
    report.add('unknown-group', { group, nearest: nearestWord(group, groups) }, span);
  }
  if (unknown.length > 0) return;
  const best = crowds.find((crowd) => isMet(rule, crowd));
  if (best === undefined) {
    const [largest = []] = crowds;
    const { open } = seatPeople(rule, largest);
    const missing = open.map(({ groups: [group], count }) => ({ group, count }));
    report.add('never-met', { missing }, rule.span);
    return;
  }
  if (rule.requesterCounts) return;
  // Whoever takes no place is not needed, so that only those who do are looked at.
  const requesters = seatPeople(rule, best).taken.flatMap(({ person }) => {
    const isNeeded = !crowds.some((crowd) =>
      isMet(
        rule,
        crowd.filter((one) => one !== person),
      ),
    );
    return isNeeded ? [person.id] : [];
  });
  if (requesters.length > 0) report.add('needs-requester', { requesters }, rule.span);
}

function isMet(rule: PolicyRule, crowd: readonly Person[]): boolean {
  return crowd.length >= rule.approvals && seatPeople(rule, crowd).open.length === 0;
}

/** A rule is shadowed where each of its patterns is within one of an earlier rule, for each service of its own. */
function lintShadow(rule: PolicyRule, earlier: readonly PolicyRule[], report: Report): void {
  const services = listServicesOfRule(rule);
  const by = new Set<number>();
  for (const pattern of rule.operations) {
    for (const service of services) {
      if (!listServicesOfRule({ ...rule, operations: [pattern] }).includes(service)) continue;
      const first = earlier.find(
        (one) =>
          listServicesOfRule(one).includes(service) &&
          one.operations.some((wide) => isWithinPattern(pattern, wide)),
      );
      if (first === undefined) return;
      by.add(first.number);
    }
  }
  if (by.size > 0) {
    report.add('shadowed-rule', { by: [...by].sort((a, b) => a - b) }, rule.span);
  }
}

/** Whether all that one pattern means is meant by another: `*` of it is a character that only a `*` takes. */
function isWithinPattern(
  { op, arguments: values }: OperationPattern,
  wide: OperationPattern,
): boolean {
  if (op === undefined) return wide.op === undefined;
  return matchesPattern({ op, arguments: values }, wide);
}

function lintStrength(
  rule: PolicyRule,
  mValues: ReadonlyMap<number, number>,
  report: Report,
): void {
  const { approvals, span } = rule;
  for (const service of listServicesOfRule(rule)) {
    const m = mValues.get(service);
    if (m === undefined || m === approvals) continue;
    const values = { approvals, service, m };
    if (approvals < m) report.add('weaker-than-cluster', values, span);
    else report.add('stronger-than-cluster', values, span);
  }
}
