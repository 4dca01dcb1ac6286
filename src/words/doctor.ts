/**
 * What people read of what the doctor finds. All of it is lower case, without a full stop, but for what it
 * means and comes to, which are whole sentences.
 */

import type {
  Finding,
  FindingCode,
  FindingValues,
  ServiceQuorum,
  TokenUnusable,
} from '../hsm/doctor-finding.ts';
import { describeBrokenLink } from './broken-link.ts';
import { countNoun } from './count-noun.ts';
import { describeDifference, nameKeyOf } from './difference.ts';
import { describeFailure } from './failures/index.ts';
import { nameKeys } from './name-keys.ts';
import { describeKeyProblem } from './quorum-key.ts';
import { nameService, nameServices } from './services.ts';

/** The words of one code. */
export interface FindingWords<Code extends FindingCode = FindingCode> {
  /** What was found, in one line. */
  readonly message: (values: FindingValues[Code], servers: readonly number[]) => string;
  /** What it means. */
  readonly meaning: string;
  /** What happens at the worst. */
  readonly worst: string;
}

/** Names that are told at once; of the others, how many there are. */
const MOST_NAMES = 8;

export const FINDING_WORDS: { readonly [Code in FindingCode]: FindingWords<Code> } = {
  unreadable: {
    message: ({ failure }) => describeFailure(failure).message,
    meaning: 'Nothing older is taken in its place: that would give a spent token back.',
    worst: 'The cluster cannot be used any more.',
  },
  'audit-chain': {
    message: ({ broken }) => `the audit log does not verify: ${describeBrokenLink(broken)}`,
    meaning: 'The log was cut or rewritten after the HSM wrote it.',
    worst: 'Somebody hides what was done, and nothing of what the log says can be relied on.',
  },
  'audit-rewritten': {
    message: ({ act }) => `the audit log is not the one that act ${act} of the operator saw`,
    meaning: 'The log was cut or rewritten, and its chain made to fit.',
    worst: 'Somebody hides what was done, and nothing of what the log says can be relied on.',
  },
  'operator-chain': {
    message: ({ broken }) => `the operator's log does not verify: ${describeBrokenLink(broken)}`,
    meaning: 'It was cut or rewritten: what the operator did is not what it says.',
    worst: 'Somebody hides that a dump was put in the place of what the HSMs held.',
  },
  'locked-out': {
    message: ({ able, services }) =>
      `${listQuorums(services)}, and no more than ${officers(able)} could ever sign`,
    meaning:
      'Neither users nor M values can be changed: officers who could register a key are locked or gone, and M cannot be set back without approvals.',
    worst: 'It is so already: the users of this cluster stay as they are for good.',
  },
  'officers-below-m': {
    message: ({ officers: count, services }) =>
      `${listQuorums(services)}, and there ${count === 1 ? 'is' : 'are'} ${officers(count)}`,
    meaning: 'Officers were deleted below M. The HSM lets that happen, and M stays as it is.',
    worst:
      'Where it is service 3, nobody makes, deletes or unlocks a user of this cluster any more; where it is service 4, no M value can be changed.',
  },
  'no-officer-can-log-in': {
    message: ({ officers }) =>
      officers.length === 0
        ? 'there is no officer, and nobody who could become one'
        : `every officer is locked: ${listNames(officers)}`,
    meaning: 'Whoever manages users has to log in, and only a logged-in officer unlocks another.',
    worst: 'It is so already: nobody can manage users any more.',
  },
  'approvers-too-few': {
    message: ({ registered, services }) =>
      `${listQuorums(services)}, and ${haveKeys(registered)}: nobody can approve`,
    meaning: 'No token gets its approvals until more officers have registered a key.',
    worst:
      'The officers without a key lose their passwords before they register one: then nobody can approve for good.',
  },
  'out-of-step': {
    message: ({ difference }, servers) =>
      `the servers are out of step: ${describeDifference(difference, servers)}`,
    meaning: 'The cluster answers otherwise from server to server.',
    worst:
      'Who was deleted still logs in on one server, or a token that was spent on one is used again on another.',
  },
  'no-officer-to-spare': {
    message: ({ registered, services }) => `${listQuorums(services)}, and ${haveKeys(registered)}`,
    meaning: 'All of them have to sign, every time: none may be ill or away.',
    worst:
      'One lost key that its officer cannot replace, and nobody manages users any more: M cannot be set back.',
  },
  'one-officer-to-spare': {
    message: ({ registered, services }) => `${listQuorums(services)}, and ${haveKeys(registered)}`,
    meaning:
      'The guide asks for one officer more than M at least; with two more, there is one to spare also after one has left.',
    worst: 'One leaves, one key is lost, and nobody manages users any more.',
  },
  'weak-quorum-management': {
    message: ({ m, services }) =>
      `${listQuorums(services)}, but ${nameService('miscCo')}, which changes that, ${wants(m)}`,
    meaning:
      'A change of an M value takes as many approvals as it has itself, but few officers decide about that of service 4.',
    worst:
      'Few officers set M of service 4 up to the number of officers, so that one lost key keeps all M values as they are for good.',
  },
  'shared-key': {
    message: ({ officers }) => `one key is registered for ${listNames(officers)}`,
    meaning:
      'One person may approve under several names. This emulator counts a key once; that every HSM does is documented nowhere.',
    worst: 'A single person reaches the quorum alone.',
  },
  'key-unfit': {
    message: ({ keys }) =>
      keys.length === 1
        ? `the registered key of ${keys[0]?.user} is no quorum key: ${describeKeyProblem((keys[0] as (typeof keys)[0]).problem)}`
        : `the registered keys of ${listNames(keys.map(({ user }) => user))} are no quorum keys`,
    meaning: 'Approvals by such a key are never counted.',
    worst: 'It is found out on the day when that approval is needed.',
  },
  'officer-locked': {
    message: ({ officers }) => `too many wrong passwords have locked ${listNames(officers)}`,
    meaning: 'A locked officer can still sign, but not log in: neither get nor hand in a token.',
    worst:
      'The others are locked too: then nobody unlocks anybody. Somebody may be guessing passwords.',
  },
  'quorum-off': {
    message: ({ services }) =>
      `no quorum is asked for: M is 1 for service ${nameServices(services)}`,
    meaning: 'One officer alone does what the service covers.',
    worst: 'One stolen password is enough to make users, or to delete all others.',
  },
  'default-password': {
    message: ({ users }) =>
      `the password is still "password": ${listNames(users.map(({ name }) => name))}`,
    meaning: 'It is the one that new HSMs come with, and that everybody tries first.',
    worst: 'Anybody logs in with it. For a test cluster that may be meant so.',
  },
  'token-unusable': {
    message: ({ user, service, reason }) =>
      `the token of ${user} for service ${service} can be used by nobody: ${UNUSABLE[reason]}`,
    meaning: 'Only whoever got a token can hand it in and use it.',
    worst: 'Others sign it for nothing.',
  },
  'token-ending': {
    message: ({ user, service, keyHandle, validity }) =>
      `the token of ${user} for service ${service}${nameKeyOf(keyHandle)} has ` +
      (validity === 0 ? 'expired' : `${validity} s left`),
    meaning:
      'cloudhsm-cli uses no token that has expired. cloudhsm_mgmt_util does, but it is the first to go where a server is full of tokens.',
    worst: 'Its approvals are lost, and the officers have to sign another one.',
  },
  'fault-set': {
    message: ({ faults }) =>
      `${countNoun(faults.length, 'fault is', 'faults are')} set: ${listNames(faults)}`,
    meaning: 'The cluster fails on purpose, until the fault is cleared.',
    worst: 'A test fails, or passes, for a reason that nobody thinks of.',
  },
  'clock-standing': {
    message: ({ at }) => `the clock stands at ${new Date(at).toISOString()}`,
    meaning: 'Tokens do not expire, and every record of the audit log has the same time.',
    worst: 'A test that waits for a token to expire waits for ever.',
  },
  'clock-offset': {
    message: ({ offset }) =>
      `the clock is ${Math.round(Math.abs(offset) / 1000)} s ${offset < 0 ? 'behind' : 'ahead'}`,
    meaning: 'Tokens and the audit log have other times than the machine.',
    worst: 'What happened when is worked out wrongly.',
  },
  'session-stale': {
    message: ({ sessions }) => {
      const told = sessions.map(({ user, pid }) => `${user} (process ${pid})`);
      return `sessions of processes that have ended are kept: ${listNames(told)}`;
    },
    meaning: 'They count no more, and go with the next change on that server.',
    worst: 'Nothing: they cannot be used.',
  },
  'key-quorum-unreachable': {
    message: ({ keys }) => {
      const [first] = keys;
      return keys.length === 1 && first !== undefined
        ? `${nameKeys(keys)} wants ${countNoun(first.required, 'approval')}, and ${countNoun(first.able, 'user of it has', 'users of it have')} a quorum key`
        : `${nameKeys(keys)} want more approvals than users of theirs have quorum keys`;
    },
    meaning: 'Who owns a key and who shares it approve, with the keys that they have registered.',
    worst: 'It is so already: nobody can use or change such a key.',
  },
  'key-deletion-uncovered': {
    message: ({ keys }) => `${nameKeys(keys)}: the owner alone can delete what takes approvals`,
    meaning: 'No quorum covers the deletion of a key, however many approvals its use takes.',
    worst: 'One stolen password of a crypto user destroys the key, and nothing brings it back.',
  },
  'key-orphaned': {
    message: ({ keys }) => `${nameKeys(keys)}: the user who owned it was deleted`,
    meaning:
      'An HSM deletes users who own keys. Nobody can share, change or delete such a key any more; those who share it can use it.',
    worst: 'Who shares it is deleted too: then nobody can use it, and it keeps its place for ever.',
  },
};

/** Every code, errors first. */
export const FINDING_CODES: readonly FindingCode[] = Object.keys(FINDING_WORDS) as FindingCode[];

/** What was found, in one line. */
export function describeFinding({ code, values, servers }: Finding): string {
  // The compiler does not see that the words found under a code are those for its values.
  const { message } = FINDING_WORDS[code] as {
    message: (values: unknown, servers: readonly number[]) => string;
  };
  return message(values, servers);
}

const UNUSABLE: Readonly<Record<TokenUnusable, string>> = {
  'owner-locked': 'too many wrong passwords have locked that user',
  'owner-no-officer': 'that user is no officer any more',
  'session-over': 'the session that got it is over',
};

/** `services 3 (USER_MGMT) and 4 (MISC_CO) want 2 approvals each` */
function listQuorums(services: readonly ServiceQuorum[]): string {
  const [first, ...others] = services;
  if (first !== undefined && others.length > 0 && others.every(({ m }) => m === first.m)) {
    const names = nameServices(services.map(({ service }) => service));
    return `services ${names} want ${countNoun(first.m, 'approval')} each`;
  }
  return services.map(({ service, m }) => `service ${nameService(service)} ${wants(m)}`).join(', ');
}

function wants(m: number): string {
  return m === 1 ? 'wants no approvals' : `wants ${countNoun(m, 'approval')}`;
}

function officers(count: number): string {
  return countNoun(count, 'officer');
}

function haveKeys(count: number): string {
  if (count === 0) return 'no officers have a key';
  return countNoun(count, 'officer has a key', 'officers have a key');
}

function listNames(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  const told = more > 0 ? names.slice(0, MOST_NAMES) : names;
  return `${told.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
