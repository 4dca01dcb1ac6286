/** What lint says of people and keys. */
import type {
  KeyFileProblem,
  PolicyDiagnosticValues,
} from '../../failure-codes/policy-diagnostic.ts';
import { escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../count-noun.ts';
import type { WordsOf } from '../diagnostics/diagnostic-words.ts';
import { describeKeyProblem } from '../quorum-key.ts';
import { systemWords } from '../system-errors.ts';
import { quote } from '../toml-diagnostics/parts.ts';

export const PEOPLE_WORDS: WordsOf<
  Pick<
    PolicyDiagnosticValues,
    | 'shared-account'
    | 'shared-key'
    | 'foreign-account'
    | 'key-source'
    | 'key-file'
    | 'policy-key'
    | 'key-digest'
    | 'person-without-key'
    | 'person-without-account'
  >
> = {
  'shared-account': {
    summary: 'two persons have the same account',
    why: 'Nobody could tell who of them approved. Give each person accounts of their own.',
    message: ({ account, owner }) => `the account ${quote(account)} is ${quote(owner)}'s already`,
    hint: () => 'leave it to one of them',
  },
  'shared-key': {
    summary: 'a key is there twice',
    why: 'Whoever holds it could sign as either person. A key is of one person, once.',
    message: ({ owner, person }) =>
      owner === person
        ? `${quote(person)} has this key already`
        : `this key is ${quote(owner)}'s already`,
    hint: ({ owner, person }) =>
      owner === person
        ? 'leave one of them out; without account it is for all accounts of the person'
        : 'have one of them make a new key: mofn key new',
  },
  'foreign-account': {
    summary: 'a key is for an account that its person does not have',
    why: 'What it signs would be approved by one person and counted for another.',
    message: ({ person, account, owner }) =>
      owner === undefined
        ? `the account ${quote(account)} is not among ${quote(person)}'s`
        : `the account ${quote(account)} is ${quote(owner)}'s, and the key is ${quote(person)}'s`,
    hint: () => 'put the account among the accounts of the person, or the key where it belongs',
  },
  'key-source': {
    summary: 'a key is given in no way, or in two',
    why: 'A key stands in the policy (`pem`), or in a file (`file`, with `sha256`).',
    message: ({ path, problem }) =>
      problem === 'none'
        ? `${escapeUnsafe(path)} has neither pem nor file`
        : `${escapeUnsafe(path)} has both pem and file`,
    hint: () => 'give pem, or file and sha256',
  },
  'key-file': {
    summary: 'a file with a key cannot be read',
    why: 'Files are looked for from the folder of the policy on. Without the key the policy says nothing of its person.',
    message: ({ file, problem }) => `${quote(file)} ${describeFileProblem(problem)}`,
    hint: () => 'a path starts at the policy; or put the key into the policy, as pem',
  },
  'policy-key': {
    summary: 'what stands where a key should is no public key that HSMs take',
    why: 'Quorum keys are RSA keys of 2048 bits. A private key belongs to its owner alone: take it out, and have a new one made, for others may have read it.',
    message: ({ file, problem }) => {
      const where = file === undefined ? 'this key' : `the key of ${quote(file)}`;
      switch (problem.code) {
        case 'private-key':
          return file === undefined
            ? 'found a private key, expected a public one'
            : `${quote(file)} holds a private key, expected a public one`;
        case 'empty':
          return `${where} is empty`;
        case 'openssh-key':
          return `${where} is one of OpenSSH, expected PEM`;
        case 'no-key':
          return `${where} is no public key and no certificate`;
        case 'not-rsa':
          return `${where} is of type ${problem.type}, expected RSA`;
        case 'key-size':
          return `${where} has ${countNoun(problem.bits, 'bit')}, expected 2048`;
        case 'key-flaw':
          return `${where} proves nothing: ${describeKeyProblem(problem.problem)}`;
      }
    },
    hint: ({ problem }) =>
      problem.code === 'private-key'
        ? 'mofn key public KEY prints the public half; whoever read this file has the key, so make a new one'
        : 'mofn key public KEY prints what belongs here',
  },
  'key-digest': {
    summary: 'a key is another than the policy says',
    why: 'The digest is the SHA-256 of the key’s SubjectPublicKeyInfo. It keeps a file beside the policy from being exchanged.',
    message: ({ expected, found }) => `found the key ${found}, expected ${expected}`,
    hint: () => 'ask its owner which is right; mofn key show FILE tells the fingerprint',
  },
  'person-without-key': {
    summary: 'a person has no key',
    why: 'Nothing that they approve can be checked, so that it never counts.',
    message: ({ person }) => `${quote(person)} has no key`,
    hint: () => 'mofn key public KEY prints what belongs into keys',
  },
  'person-without-account': {
    summary: 'a person has no account on the cluster',
    why: 'Approvals are told by their account, so that nothing of theirs ever counts.',
    message: ({ person }) => `${quote(person)} has no account`,
    hint: () => 'name their accounts, as accounts = ["officer1"]',
  },
};

function describeFileProblem(problem: KeyFileProblem): string {
  switch (problem.code) {
    case 'unreadable':
      return `cannot be read: ${systemWords(problem.system)}`;
    case 'not-regular':
      return 'is no regular file';
    case 'too-large':
      return `has more than ${countNoun(problem.limit, 'byte')}`;
    case 'not-looked-at':
      return 'is not looked at';
  }
}
