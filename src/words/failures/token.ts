import type { TokenFailures } from '../../failure-codes/token.ts';
import { escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../count-noun.ts';
import { RECORD_PROBLEMS } from '../record-problems.ts';
import { describeSdk5Diagnostic } from '../sdk5-diagnostics/index.ts';
import { SDK5_KINDS } from '../sdk5-kinds.ts';
import type { FailureWords } from './failure-words.ts';

const FIELDS = {
  id: 'id',
  service: 'service',
  node: 'node',
  keyHandle: 'key handle',
  created: 'creation time',
} as const;

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
  'sdk5-kind': {
    message: ({ kind }) => `it is ${SDK5_KINDS[kind]}, not a quorum token`,
    hint: ({ kind }) =>
      kind === 'registration'
        ? 'it proves that somebody has a key; no operation is approved with it'
        : 'no operation is approved with it',
  },
  'sdk5-malformed': {
    message: ({ diagnostic }) =>
      `it is no sound file of the newer command line: ${escapeUnsafe(describeSdk5Diagnostic(diagnostic).message)}`,
    hint: ({ diagnostic }) => escapeUnsafe(describeSdk5Diagnostic(diagnostic).hint),
  },
};
