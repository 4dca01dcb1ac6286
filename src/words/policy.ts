/**
 * What people read of a policy's verdict. All of it is lower case, without a full stop, and safe to show: what
 * people and groups are called was checked when the policy was read.
 */
import type { Person, PolicyRule } from '../ceremony/policy/policy.ts';
import type { ApprovalVerdict, MissingSeats, RuleVerdict } from '../ceremony/policy/verdict.ts';
import { escapeUnsafe } from '../printable.ts';
import { describeDuration } from './age.ts';
import { countNoun } from './count-noun.ts';

/**
 * A rule as people call it.
 *
 * @example
 * nameRule({ number: 1, name: 'new officers' }); // 'rule 1 (new officers)'
 */
export function nameRule({ number, name }: Pick<PolicyRule, 'number' | 'name'>): string {
  return name === undefined ? `rule ${number}` : `rule ${number} (${escapeUnsafe(name)})`;
}

/** What a rule asks for, in a line. */
export function describeRule({
  approvals,
  seats,
  requesterCounts,
  maxTokenAge,
}: PolicyRule): string {
  const groups = seats.map(({ group, count }) => `${count} of ${group}`);
  return [
    `${countNoun(approvals, 'person', 'people')}${groups.length === 0 ? '' : `, ${groups.join(', ')}`}`,
    `the requester ${requesterCounts ? 'counts' : 'does not count'}`,
    ...(maxTokenAge === undefined
      ? []
      : [`the token is at most ${describeDuration(maxTokenAge)} old`]),
  ].join('; ');
}

/**
 * What is missing, and who could give it.
 *
 * @example
 * describeMissingSeats({ groups: ['security'], count: 1, candidates: policy.people.slice(0, 2) });
 * // 'one more of security: ada or grace'
 */
export function describeMissingSeats({ groups, count, candidates }: MissingSeats): string {
  const number = count === 1 ? 'one' : String(count);
  const of = groups.length === 0 ? 'anybody' : joinWith(groups, 'or');
  const who =
    candidates.length === 0
      ? 'nobody is left who could'
      : joinWith(candidates.map(namePerson), count === 1 ? 'or' : 'and');
  return count > candidates.length && candidates.length > 0
    ? `${number} more of ${of}: only ${who} ${candidates.length === 1 ? 'is' : 'are'} left`
    : count > 1 && count < candidates.length
      ? `${number} more of ${of}: ${joinWith(candidates.map(namePerson), 'or')}`
      : `${number} more of ${of}: ${who}`;
}

/** Every reason why a rule is not met, one a line; none where it is. */
export function describeUnmet({ missing, tooOld }: RuleVerdict): readonly string[] {
  return [
    ...missing.map(describeMissingSeats),
    ...(tooOld === undefined
      ? []
      : [
          `the token is ${describeDuration(tooOld.age)} old, and may be ${describeDuration(tooOld.most)}`,
        ]),
  ];
}

/** Why an approval counts for nothing, or whose it is. */
export function describeApprovalVerdict(verdict: ApprovalVerdict): string {
  switch (verdict.state) {
    case 'counts':
      return `counts for ${namePerson(verdict.person)}`;
    case 'same-person':
      return `${namePerson(verdict.person)} counts already, by another account`;
    case 'requester':
      return `${namePerson(verdict.person)} is the requester, who does not count`;
    case 'not-on-request':
      return `${namePerson(verdict.person)} has not signed the request`;
    case 'not-valid':
      return `${namePerson(verdict.person)}, or the key, was not valid when the token was made`;
    case 'no-file':
      return 'its signature file cannot be opened';
    case 'wrong':
      return `no key of ${namePerson(verdict.person)} for this account made it`;
    case 'other-person':
      return `the key that made it is ${namePerson(verdict.owner)}'s, and the account is ${
        verdict.person === undefined ? 'nobody' : namePerson(verdict.person)
      }'s`;
    case 'stranger':
      return 'the policy has nobody with this account';
  }
}

/** By the name that stands in the policy. */
function namePerson({ id }: Pick<Person, 'id'>): string {
  return id;
}

/** `ada, grace or bob` */
function joinWith(words: readonly string[], last: 'and' | 'or'): string {
  const tail = words.at(-1) ?? '';
  return words.length < 2 ? tail : `${words.slice(0, -1).join(', ')} ${last} ${tail}`;
}
