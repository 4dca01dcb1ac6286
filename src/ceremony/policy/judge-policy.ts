import { canonicalUserName } from '../../token/user-name.ts';
import { findRule, listRulesOfService } from './find-rules.ts';
import type { Person, Policy, PolicyRule } from './policy.ts';
import { type OpenSeats, seatPeople } from './seats.ts';
import { isWithin, listValidKeys } from './valid-time.ts';
import type {
  ApprovalVerdict,
  GivenApproval,
  MissingSeats,
  PolicyQuestion,
  PolicyVerdict,
  RuleVerdict,
} from './verdict.ts';

/**
 * Says whether approvals are what a policy wants. It counts people: somebody with three accounts is one. What the
 * HSM makes of the file is another matter, of `readStatus`.
 *
 * @param question the token's words, the operation where it is known, and the approvals in any order
 * @returns the rules that apply and how far each is, and what each approval is worth
 * @example
 * const question = { requester: 'officer1', service: 3, created: 0, operation: undefined, now: 0, approvals: [] };
 * judgePolicy(policy, question).isMet; // false
 */
export function judgePolicy(policy: Policy, question: PolicyQuestion): PolicyVerdict {
  const { operation, service, created } = question;
  const requester = findOwner(policy, question.requester);
  const found =
    operation === undefined
      ? listRulesOfService(policy, service)
      : [findRule(policy, operation, service) ?? []].flat();
  const requesterCounts = found.some((rule) => rule.requesterCounts);
  const approvals = judgeApprovals(policy, question, requesterCounts ? undefined : requester);
  const counted = new Set(approvals.flatMap((one) => (one.state === 'counts' ? [one.person] : [])));
  const able = policy.people.filter((person) => listValidKeys(person, created).length > 0);
  const rules = found.map((rule) =>
    judgeRule(rule, {
      // In the policy's order, so that the order of the approvals makes no difference.
      counted: policy.people.filter((person) => counted.has(person)),
      able: able.filter((person) => !counted.has(person)),
      requester,
      question,
    }),
  );
  return {
    isMet:
      rules.length > 0 &&
      rules.every(({ isMet }) => isMet) &&
      approvals.every(({ state }) => state !== 'other-person'),
    rules,
    approvals,
  };
}

interface RuleQuestion {
  readonly counted: readonly Person[];
  /** Those who have not approved and could. */
  readonly able: readonly Person[];
  readonly requester: Person | undefined;
  readonly question: PolicyQuestion;
}

function judgeRule(
  rule: PolicyRule,
  { counted, able, requester, question }: RuleQuestion,
): RuleVerdict {
  const mayCount = (person: Person): boolean => rule.requesterCounts || person !== requester;
  const { taken, open } = seatPeople(rule, counted.filter(mayCount));
  const candidates = able.filter(mayCount);
  const missing = open.map((seats) => nameCandidates(seats, candidates));
  const tooOld = findTooOld(rule, question);
  return {
    rule,
    because: question.operation === undefined ? 'no-operation-named' : 'operation',
    isMet: open.length === 0 && tooOld === undefined,
    taken,
    missing,
    tooOld,
  };
}

/** Of groups that would do, those are named from which somebody is left. */
function nameCandidates({ groups, count }: OpenSeats, people: readonly Person[]): MissingSeats {
  const isIn = (group: string) => (person: Person) => person.groups.includes(group);
  if (groups.length === 0) return { groups, count, candidates: people };
  const candidates = people.filter((person) => groups.some((group) => isIn(group)(person)));
  const named = groups.filter((group) => candidates.some(isIn(group)));
  return { groups: named.length === 0 ? groups : named, count, candidates };
}

function findTooOld(
  { maxTokenAge: most }: PolicyRule,
  { now, created }: PolicyQuestion,
): RuleVerdict['tooOld'] {
  const age = now - created;
  return most !== undefined && age > most ? { age, most } : undefined;
}

/** Who has an account; user names are the same in capitals. */
function findOwner({ people }: Policy, account: string): Person | undefined {
  const name = canonicalUserName(account);
  return people.find(({ accounts }) => name !== undefined && accounts.includes(name));
}

/** @param excluded the requester, where that counts in no rule */
function judgeApprovals(
  policy: Policy,
  { approvals, created, requestSigners }: PolicyQuestion,
  excluded: Person | undefined,
): readonly ApprovalVerdict[] {
  const signers = requestSigners && new Set(requestSigners.map((name) => findOwner(policy, name)));
  const counted = new Set<Person>();
  return approvals.map((approval): ApprovalVerdict => {
    const judged = judgeApproval(policy, approval, created);
    if (judged.state !== 'counts') return judged;
    const { account, person } = judged;
    if (signers?.has(person) === false) return { account, state: 'not-on-request', person };
    if (person === excluded) return { account, state: 'requester', person };
    if (counted.has(person)) return { account, state: 'same-person', person };
    counted.add(person);
    return judged;
  });
}

/** What it is worth alone. */
function judgeApproval(
  policy: Policy,
  { account, isUnsigned, isBy }: GivenApproval,
  created: number,
): ApprovalVerdict {
  const person = findOwner(policy, account);
  // The account's own person first: it is theirs in nearly every case, and trying a key is work.
  const people = person === undefined ? policy.people : [person, ...policy.people];
  const owner = people.find(({ keys }) => keys.some(isBy));
  if (owner !== undefined && owner !== person) {
    return { account, state: 'other-person', person, owner };
  }
  if (person === undefined) return { account, state: 'stranger' };
  if (isUnsigned === true) return { account, state: 'no-file', person };
  const name = canonicalUserName(account);
  const made = person.keys.filter(
    (key) => (key.account === undefined || key.account === name) && isBy(key),
  );
  if (made.length === 0) return { account, state: 'wrong', person };
  const isValid =
    isWithin(person.valid, created) && made.some(({ valid }) => isWithin(valid, created));
  return { account, state: isValid ? 'counts' : 'not-valid', person };
}
