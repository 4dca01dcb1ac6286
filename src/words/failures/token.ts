import type { RecordProblem, Sdk5Problem, TokenFailures } from '../../failure-codes/token.ts';
import { escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../count-noun.ts';
import type { FailureWords } from './failure-words.ts';

const FIELDS = {
  id: 'id',
  service: 'service',
  node: 'node',
  keyHandle: 'key handle',
  created: 'creation time',
} as const;

const RECORD_PROBLEMS: Readonly<Record<RecordProblem, string>> = {
  'key-handle': 'its key handle is out of range',
  created: 'its creation time is out of range',
  user: 'its user is not a user name',
  'not-zero': 'bytes that must be zero are not',
};

const UNEDITED = 'a token file is written by getToken and must not be edited or converted';

export const TOKEN_FAILURE_WORDS: FailureWords<TokenFailures> = {
  'token-field': {
    message: ({ field, value, maximum }) =>
      `token ${FIELDS[field]} ${value} is not a whole number from 0 to ${maximum}`,
  },
  'token-nonce': {
    message: ({ bytes }) => `token nonce has ${countNoun(bytes, 'byte')}, expected 16`,
  },
  'token-user': {
    message: ({ user }) =>
      `token user ${JSON.stringify(user)} is not 1 to 31 letters, digits and _`,
  },
  'token-empty': {
    message: () => 'the token file is empty',
    hint: () => 'a getToken that fails leaves it so',
  },
  'token-size': {
    message: ({ bytes }) => `token file has ${countNoun(bytes, 'byte')}, expected a multiple of 80`,
    hint: () => UNEDITED,
  },
  'token-record': {
    message: ({ record, problem }) =>
      `record ${record} of the token file is not a quorum token: ${RECORD_PROBLEMS[problem]}`,
    hint: () => UNEDITED,
  },
  'sdk5-registration': {
    message: () => 'it is a registration file of the newer command line, not a quorum token',
    hint: () => 'it proves that an officer has a key; no operation is approved with it',
  },
  'sdk5-malformed': {
    message: (values) =>
      `it is no token file of the newer command line: ${describeSdk5Problem(values)}`,
    hint: () => 'a token file of the newer command line is written by `quorum token-sign generate`',
  },
};

function describeSdk5Problem(values: Sdk5Problem): string {
  switch (values.problem) {
    case 'json':
      return escapeUnsafe(values.detail);
    case 'member':
      return `${escapeUnsafe(values.path)}: ${escapeUnsafe(values.detail)}`;
    case 'digest':
      return 'its token is not the SHA-256 of its approval_data';
    case 'no-records':
      return 'its approval_data is empty';
  }
}
