import { judgePolicy } from './judge-policy.ts';
import type { Person, PersonKey, Policy } from './policy.ts';
import type { ApprovalVerdict, GivenApproval, PolicyQuestion, RuleVerdict } from './verdict.ts';

/** An approval that is about to be given. */
export interface NextApproval {
  /** Under which it is given; one of the key's owner where nobody says. */
  readonly account: string | undefined;
  /** Of the key: SHA-256 of its SPKI, hex. */
  readonly fingerprint: string;
}

/** What it will be worth. */
export interface NextVerdict {
  /** Missing where the key is nobody's, and nobody says under which account it is used. */
  readonly approval: ApprovalVerdict | undefined;
  /** The rules that apply, and how far each is with it. */
  readonly rules: readonly RuleVerdict[];
}

/**
 * Says what one more approval will be worth, before it is given.
 *
 * @param question with the approvals that are there; the same account's or key's is taken for this one
 * @example
 * const question = { requester: 'officer1', service: 3, created, operation: undefined, now: created, approvals: [] };
 * const next = { account: undefined, fingerprint: fingerprintOfficerKey(officerKey, nodeCrypto) };
 * judgeNextApproval(policy, question, next).approval?.state;
 */
export function judgeNextApproval(
  policy: Policy,
  question: PolicyQuestion,
  { account: given, fingerprint }: NextApproval,
): NextVerdict {
  const holder = findHolder(policy, fingerprint);
  const account = given ?? holder?.key.account ?? holder?.person.accounts[0];
  if (account === undefined) {
    return { approval: undefined, rules: judgePolicy(policy, question).rules };
  }
  const isOther = (one: GivenApproval): boolean =>
    one.account.toLowerCase() !== account.toLowerCase() &&
    !(holder !== undefined && one.isBy(holder.key));
  const own = { account, isBy: (key: PersonKey) => key.fingerprint === fingerprint };
  const { approvals, rules } = judgePolicy(policy, {
    ...question,
    approvals: [...question.approvals.filter(isOther), own],
    requestSigners: question.requestSigners && [...question.requestSigners, account],
  });
  return { approval: approvals.at(-1), rules };
}

function findHolder(
  { people }: Policy,
  fingerprint: string,
): { readonly person: Person; readonly key: PersonKey } | undefined {
  for (const person of people) {
    const key = person.keys.find((one) => one.fingerprint === fingerprint);
    if (key !== undefined) return { person, key };
  }
  return undefined;
}
