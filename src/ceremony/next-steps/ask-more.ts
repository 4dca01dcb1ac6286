/**
 * Whom to ask for more approvals.
 */
import type { SetVerdict } from '../policy/judge-set.ts';
import type { Person } from '../policy/policy.ts';
import type { CeremonyStatus } from '../status.ts';
import type { NextStep } from './next-step.ts';

/**
 * By the rules where one is not met: a policy counts people, and the HSM accounts.
 *
 * @param names of officers whose approvals come by other steps
 */
export function askByPolicy(
  policy: SetVerdict,
  status: CeremonyStatus,
  names: ReadonlySet<string>,
): readonly NextStep[] {
  if (policy.rules.length === 0) return [{ code: 'no-rule' }];
  if (policy.rules.some(({ tooOld }) => tooOld !== undefined)) {
    return [{ code: 'get-token', user: status.token?.records[0]?.user }];
  }
  const steps = new Map<string, NextStep>();
  for (const seats of policy.rules.flatMap(({ missing }) => missing)) {
    const isExpected = ({ accounts }: Person): boolean => accounts.some((one) => names.has(one));
    const candidates = seats.candidates.filter((person) => !isExpected(person));
    const count = seats.count - (seats.candidates.length - candidates.length);
    if (count <= 0) continue;
    const key = JSON.stringify([seats.groups, candidates.map(({ id }) => id)]);
    const account = candidates[0]?.accounts[0];
    steps.set(key, { code: 'ask-seats', seats: { ...seats, count, candidates }, account });
  }
  return steps.size > 0 ? [...steps.values()] : askMore(status, names);
}

/**
 * As many as the HSM wants, of those who have not signed.
 *
 * @param freed officers who are in the file and have not signed either
 */
export function askMore(
  { missing, required, right }: CeremonyStatus,
  names: ReadonlySet<string>,
  freed: readonly string[] = [],
): readonly NextStep[] {
  const count = required - right - names.size;
  const usable = missing.filter(({ isUsable }) => isUsable).map(({ name }) => name);
  const [first, ...others] = [...freed, ...usable].filter((name) => !names.has(name));
  if (count <= 0 || first === undefined) return [];
  const officers = [first, ...others] as const;
  return [{ code: 'ask-more', count: Math.min(count, officers.length), officers }];
}
