import type { RequestFailures, RequestMemberProblem } from '../../failure-codes/request.ts';
import { escapeUnsafe } from '../../printable.ts';
import { findService } from '../../token/service.ts';
import { countNoun } from '../count-noun.ts';
import { formatIsoTime } from '../iso-time.ts';
import { describeJsonProblem } from '../json-problem.ts';
import { describeOperationProblem, suggestForOperation } from '../operation-problem.ts';
import { nameServices } from '../services.ts';
import type { FailureWords } from './failure-words.ts';

const MEMBER_PROBLEMS: Readonly<Record<RequestMemberProblem, string>> = {
  missing: 'is missing',
  unknown: 'is none that a request has',
  text: 'is no text in double quotes',
  object: 'is no object in braces',
  'one-item': 'is no list of one',
  number: 'is no number',
  empty: 'is empty',
  'too-long': 'is too long',
  'not-unicode': 'has half of a character',
  digest: 'is not 64 hexadecimal digits in small letters',
  time: 'is no time like 2026-11-29T08:00:00Z',
  'user-name': 'is no user name in small letters',
  service: 'is the number of no service',
  'service-name': 'is not the name of that service',
  operation: 'is no operation that a quorum is asked for',
  argument: 'are not what that operation takes',
  words: 'is not what name and arguments say',
  'key-reference': 'is no key like 0x0000000000680006',
  'statement-type': 'is not that of a Statement, version 1',
};

const ASK_FOR_ANOTHER = 'have whoever asks make a new one: mofn request new';

export const REQUEST_FAILURE_WORDS: FailureWords<RequestFailures> = {
  'request-payload-type': {
    message: ({ found, expected }) =>
      `the envelope is around ${quote(found)}, expected ${quote(expected)}`,
    hint: () => 'it may be sound, and is no request',
  },
  'request-json': {
    message: ({ problem }) => `the request is no sound JSON: ${describeJsonProblem(problem)}`,
    hint: () => ASK_FOR_ANOTHER,
  },
  'request-predicate-type': {
    message: ({ found, expected }) =>
      `it is a Statement of ${quote(found)}, expected ${quote(expected)}`,
    hint: () => 'it may be sound, and is no request, or one of another version',
  },
  'request-member': {
    message: ({ member, problem }) => `${quote(member)} of the request ${MEMBER_PROBLEMS[problem]}`,
    hint: () => ASK_FOR_ANOTHER,
  },
  'request-draft': {
    message: () => 'it is a draft, which stands for no token yet and is never signed',
    hint: () => 'bind it to its token first, with mofn request bind',
  },
  'request-bound': {
    message: () => 'it is a request already, for one token; expected a draft',
    hint: () => 'for another token, make a new one: mofn request new',
  },
  'request-no-draft': {
    message: () => 'it is no draft of a request',
    hint: () => 'drafts are made by mofn request new with --requester and --service',
  },
  'request-operation': {
    message: ({ problem }) => `no operation: ${describeOperationProblem(problem)}`,
    hint: ({ problem }) => suggestForOperation(problem),
  },
  'request-operation-unwritable': {
    message: () => 'the operation has a value that cannot be typed in a console, or that is blank',
    hint: () =>
      'write it as it is typed, without control characters and characters that are not shown',
  },
  'request-not-covered': {
    message: ({ operation, service, expected }) =>
      `a token for ${nameNumber(service)} does not let ${quote(operation)} through, expected one for ${nameNumber(expected)}`,
    hint: ({ expected }) => `ask the HSM for a token of service ${expected}`,
  },
  'request-service': {
    message: ({ service }) => `no document knows service ${quote(service)}`,
    hint: () =>
      `services are ${nameServices(['userManagement', 'miscCo', 'useKey', 'manageKey', 'clusterManagement'])}`,
  },
  'request-text': {
    message: ({ member, problem, most }) =>
      `the ${member} ${MEMBER_PROBLEMS[problem]}${problem === 'too-long' ? `, expected ${countNoun(most, 'character')} at most` : ''}`,
    hint: () => 'leave it out, or say it in a few words',
  },
  'request-user': {
    message: ({ name }) => `${quote(name)} is no user name`,
    hint: () => 'user names have 1 to 31 letters, digits and _',
  },
  'request-mixed-token': {
    message: ({ users, services, keys }) =>
      keys.length > 1
        ? `the records of the token are for several keys: ${keys.join(', ')}`
        : `the records of the token are not of one user and one service: ${users.map(escapeUnsafe).join(', ')}; ${services.map(nameNumber).join(', ')}`,
    hint: () => 'no getToken writes that; have a new token made',
  },
  'request-other-user': {
    message: ({ expected, found }) =>
      `the token is of ${quote(found)}, and the draft is of ${quote(expected)}`,
    hint: () => 'whoever does the operation asks for the token',
  },
  'request-other-service': {
    message: ({ expected, found }) =>
      `the token is for ${nameNumber(found)}, and the draft for ${nameNumber(expected)}`,
    hint: ({ expected }) => `ask the HSM for a token of service ${expected}`,
  },
  'request-other-key': {
    message: ({ expected, found }) =>
      `the token is for the key ${quote(found)}, and the operation names ${quote(expected)}`,
    hint: ({ expected }) => `ask the HSM for a token of the key ${expected}`,
  },
  'request-expired': {
    message: ({ expires, now }) =>
      `it would be expired: its time ends ${formatIsoTime(expires)}, and now is ${formatIsoTime(now)}`,
    hint: () => 'give it a later time: --expires 1h',
  },
};

function nameNumber(service: number): string {
  const name = findService(service)?.name;
  return name === undefined ? `service ${service}` : `${service} (${name})`;
}

function quote(text: string): string {
  return `"${escapeUnsafe(text)}"`;
}
