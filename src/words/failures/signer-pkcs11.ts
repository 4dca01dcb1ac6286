import type { Pkcs11Failures, Pkcs11UriProblem } from '../../failure-codes/signer-pkcs11.ts';
import { escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../count-noun.ts';
import { systemWords } from '../system-errors.ts';
import type { FailureWords } from './failure-words.ts';

const EXAMPLE =
  "for example 'pkcs11:token=officer1;object=quorum?module-path=/usr/lib/softhsm/libsofthsm2.so'";

export const PKCS11_FAILURE_WORDS: FailureWords<Pkcs11Failures> = {
  'pkcs11-uri': { message: describeUriProblem, hint: hintForUri },
  'pkcs11-no-module': {
    message: () => 'the PKCS#11 URI names no module',
    hint: () =>
      'put ?module-path=FILE at its end, or the file into MOFN_PKCS11_MODULE; it came with the token, SoftHSM2 has libsofthsm2.so',
  },
  'pkcs11-no-binding': {
    message: () => 'PKCS#11 tokens need the package pkcs11js, which cannot be loaded',
    hint: ({ inExecutable }) =>
      inExecutable
        ? 'the executable loads no packages, the one of npm does: npm install --global mofn pkcs11js'
        : 'it needs a C++ compiler; where mofn is installed: npm install pkcs11js',
  },
  'pkcs11-module-unloadable': {
    message: ({ path }) => `cannot load the PKCS#11 module "${escapeUnsafe(path)}"`,
    hint: () => 'module-path must be the shared library that came with the token',
  },
  'pkcs11-no-token': {
    message: () => 'there is no token that fits the PKCS#11 URI',
    hint: ({ tokens }) => `the module has these tokens: ${listTokens(tokens)}`,
  },
  'pkcs11-several-tokens': {
    message: ({ tokens }) =>
      `${countNoun(tokens.length, 'token')} fit the PKCS#11 URI: ${listTokens(tokens)}`,
    hint: () => 'name one: token=LABEL or serial=NUMBER',
  },
  'pkcs11-no-key': {
    message: () => 'there is no private RSA key for signing on the token that fits the PKCS#11 URI',
    hint: () =>
      'pkcs11-tool --list-objects --login shows what it holds; object= is its label, id= its ID',
  },
  'pkcs11-several-keys': {
    message: ({ keys }) => `${countNoun(keys, 'key')} on the token fit the PKCS#11 URI`,
    hint: () => 'name one: object=LABEL or id=%01',
  },
  'pkcs11-no-public-key': {
    message: () => 'the token does not give the public half of the key',
  },
  'pkcs11-no-pin': {
    message: ({ token }) =>
      `the token "${escapeUnsafe(token)}" wants a PIN, and there is none for it`,
    hint: () => 'run mofn on a terminal, or name a file in the URI: pin-source=FILE',
  },
  'pkcs11-pin-unreadable': {
    message: ({ path, system }) => {
      const file =
        path === undefined ? 'the file that pin-source names' : `"${escapeUnsafe(path)}"`;
      return `cannot read the PIN from ${file}: ${systemWords(system)}`;
    },
  },
  'pkcs11-wrong-pin': {
    message: () => 'the PIN of the token is wrong',
    hint: () => 'tokens lock themselves after a few wrong ones',
  },
  'pkcs11-pin-locked': {
    message: () => 'the PIN of the token is locked after too many wrong ones',
    hint: () => "its security officer's PIN unlocks it",
  },
  'pkcs11-refuses': {
    message: ({ returned }) => `the PKCS#11 token refuses: ${escapeUnsafe(returned)}`,
  },
  'pkcs11-signature-wrong': {
    message: () => 'what the token made is no signature by its own public key',
  },
};

function describeUriProblem(problem: Pkcs11UriProblem): string {
  switch (problem.problem) {
    case 'scheme':
      return 'a PKCS#11 URI starts with "pkcs11:"';
    case 'question-marks':
      return 'the PKCS#11 URI has more than one "?"';
    case 'slot-id':
      return 'slot-id in the PKCS#11 URI is no decimal number';
    case 'pin-program':
      return 'pin-source in the PKCS#11 URI is a program; only files are read';
    case 'type':
      return `the PKCS#11 URI asks for a key of type "${escapeUnsafe(problem.type)}", not "private"`;
    case 'attribute':
      return `the PKCS#11 URI has "${escapeUnsafe(problem.name ?? '…')}" where one of these may stand: ${problem.known.join(', ')}`;
    case 'no-value':
      return `"${problem.name}" in the PKCS#11 URI has no value`;
    case 'twice':
      return `"${problem.name}" stands twice in the PKCS#11 URI`;
    case 'percent':
      return `"${problem.name}" in the PKCS#11 URI has a "%" without two hexadecimal digits after it`;
  }
}

function hintForUri(failure: Pkcs11UriProblem): string | undefined {
  const { problem } = failure;
  if (problem === 'attribute' && failure.name === undefined) {
    return 'in a value "&" is written %26, ";" %3B and "%" %25; a PIN is better kept in a file: pin-source=FILE';
  }
  if (problem === 'percent') return 'a "%" itself is written %25';
  return problem === 'scheme' || problem === 'question-marks' || problem === 'attribute'
    ? EXAMPLE
    : undefined;
}

function listTokens(labels: readonly string[]): string {
  return labels.map((label) => `"${escapeUnsafe(label)}"`).join(', ') || 'none';
}
