/** What lint says of the token in a file of the newer command line. */

import type { RecordsProblem, Sdk5DiagnosticValues } from '../../failure-codes/sdk5-diagnostic.ts';
import { describeAge } from '../age.ts';
import { countNoun } from '../count-noun.ts';
import type { WordsOf } from '../diagnostics/diagnostic-words.ts';
import { quote } from '../diagnostics/quote.ts';
import { RECORD_PROBLEMS } from '../record-problems.ts';

const ASK_AGAIN =
  'have a new file made; this one was changed or cut on its way, and is not to be signed';

const BASE64_PROBLEMS: Readonly<Record<Sdk5DiagnosticValues['base64']['problem'], string>> = {
  blanks: 'base64 with blanks or line ends in it',
  'url-alphabet': 'base64 in the URL alphabet or without its padding',
  hex: 'hexadecimal digits',
  none: 'a text that is no base64',
};

export const TOKEN_WORDS: WordsOf<
  Pick<
    Sdk5DiagnosticValues,
    | 'base64'
    | 'digest-length'
    | 'token-digest'
    | 'records'
    | 'mixed-token'
    | 'service'
    | 'unknown-service'
    | 'key-reference'
    | 'expired-token'
  >
> = {
  base64: {
    summary: 'a member is not base64 as the newer command line reads it',
    why: 'It reads the alphabet of RFC 4648, 4, with its padding and without line ends. `base64` without `-w0` breaks its lines, `basenc --base64url` has another alphabet, and some tools give hexadecimal digits. Where only one reading is possible, `--fix` writes it as it should be.',
    message: ({ path, problem }) => `found ${BASE64_PROBLEMS[problem]} in ${quote(path)}`,
    hint: ({ problem }) =>
      problem === 'none' ? 'base64 -w0 FILE prints it' : 'write it as base64, on one line',
  },
  'digest-length': {
    summary: 'a digest has another length than 32 bytes',
    why: 'What officers sign is a SHA-256, which has 32 bytes.',
    message: ({ path, bytes }) =>
      `found ${countNoun(bytes, 'byte')} in ${quote(path)}, expected 32`,
    hint: () => ASK_AGAIN,
  },
  'token-digest': {
    summary: 'the digest is not that of the data beside it',
    why: 'Officers sign the digest, and the HSM compares it with the data. A file in which they differ shows one thing and has another one signed.',
    message: ({ path }) => `${quote(path)} is not the SHA-256 of the approval_data beside it`,
    hint: () => ASK_AGAIN,
  },
  records: {
    summary: 'the data are not what they should be',
    why: 'A quorum token holds a record of 80 bytes for each HSM. A registration holds at most 245 bytes that are none: a signature over records in it would be an approval, and one over what is signed of a request or a policy would be of that.',
    message: describeRecords,
    hint: ({ problem }) =>
      problem === 'disguised' || problem === 'envelope'
        ? 'sign it nowhere, and ask whoever made it what it is'
        : ASK_AGAIN,
  },
  'mixed-token': {
    summary: 'the records are of several users, services or keys',
    why: 'An HSM writes the records of one user and one service, and of one key where the service is about keys. A signature is over all of them, so that who approves the one approves the others with it.',
    message: ({ users, services, keys }) =>
      keys.length > 1
        ? `found records of ${listAll('user', users)}, ${listAll('service', services)} and ${listAll('key', keys)}`
        : `found records of ${listAll('user', users)} and ${listAll('service', services)}`,
    hint: () => 'ask whoever made the file, and sign nothing of it',
  },
  service: {
    summary: 'the service is another than that of the records',
    why: 'The records are what is signed. A file that says another service makes people approve what they do not mean.',
    message: ({ written, expected, number }) =>
      `found the service ${quote(written)}, and records of service ${number}${expected === undefined ? '' : `, which is ${quote(expected)}`}`,
    hint: () => ASK_AGAIN,
  },
  'unknown-service': {
    summary: 'no document knows the name of the service',
    why: 'The documents show `user-management`, `key-usage` and `key-management`. How other services are written is not known; the records say the number.',
    message: ({ written, number }) =>
      `found the service ${quote(written)}, which no document shows; the records are of service ${number}`,
    hint: () => 'go by the number that the records have',
  },
  'key-reference': {
    summary: 'the key is another than that of the records',
    why: 'The records of a key service name a key, and `key_reference` is to show it. Other services have none.',
    message: ({ written, expected }) =>
      `found ${written === undefined ? 'no key_reference' : `the key ${quote(written)}`}, expected ${expected ?? 'none: the service is about no key'}`,
    hint: () => ASK_AGAIN,
  },
  'expired-token': {
    summary: 'the token is older than its validity',
    why: 'A token is valid for ten minutes, unless the cluster says otherwise. Only the HSM knows its clock, so that this is a note and changes nothing.',
    message: ({ age, validity }) =>
      `the token was made ${describeAge(age)}; it is valid for ${countNoun(validity / 60, 'minute')}`,
    hint: () => 'if the HSM refuses it, have a new one made and signed',
  },
};

function describeRecords(values: RecordsProblem): string {
  const path = quote(values.path);
  switch (values.problem) {
    case 'empty':
      return `${path} is empty`;
    case 'size':
      return `found ${countNoun(values.bytes, 'byte')} in ${path}, expected a multiple of 80`;
    case 'record':
      return `record ${values.record} in ${path} is no quorum token: ${RECORD_PROBLEMS[values.detail]}`;
    case 'disguised':
      return `${path} should be data of a registration, and is a quorum token of ${countNoun(values.records, 'record')}`;
    case 'envelope':
      return `${path} should be data of a registration, and is what is signed of a request or a policy`;
    case 'registration-size':
      return `found ${countNoun(values.bytes, 'byte')} in ${path}, expected ${values.most} at most`;
  }
}

function listAll(what: string, values: readonly (string | number)[]): string {
  return `${what}${values.length === 1 ? '' : 's'} ${values.join(', ')}`;
}
