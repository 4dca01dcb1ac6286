import type { ContentKind } from '../../failure-codes/content-kind.ts';
import type {
  LineSource,
  PemProblem,
  SignerFailures,
  WorkKind,
} from '../../failure-codes/signer.ts';
import { escapeUnsafe } from '../../printable.ts';
import { commandForContent, describeContent } from '../content.ts';
import { countNoun } from '../count-noun.ts';
import { quotePath } from '../quote-for-shell.ts';
import { systemWords } from '../system-errors.ts';
import type { FailureWords } from './failure-words.ts';
import { AGENT_FAILURE_WORDS } from './signer-agent.ts';
import { PKCS11_FAILURE_WORDS } from './signer-pkcs11.ts';

export const SIGNER_FAILURE_WORDS: FailureWords<SignerFailures> = {
  ...AGENT_FAILURE_WORDS,
  ...PKCS11_FAILURE_WORDS,
  'no-key': {
    message: ({ name, found }) =>
      `there is no key ${found === 'private-key' ? 'that can be opened ' : ''}in ${quoteFile(name)}${describeInstead(found)}`,
    hint: ({ name, wanted, found }) => {
      const key =
        wanted === 'any' ? 'a public key, a certificate or a private key' : 'a private key';
      const command = commandForContent(found);
      const isShown = command?.endsWith(' show') === true && found !== 'private-key';
      if (isShown && name !== undefined && name !== '-')
        return `${key} is needed here; "mofn ${command} ${quotePath(name)}" tells what this is`;
      return wanted === 'any' || isKnown(found)
        ? `${key} is needed here, in PEM or DER`
        : 'a PEM file has a line like "-----BEGIN PRIVATE KEY-----", at its very beginning';
    },
  },
  'no-private-key': {
    message: ({ name, found }) => `there is no private key in ${quoteFile(name)}${FOUND[found]}`,
    hint: ({ name }) =>
      name === undefined
        ? 'a private key is needed here'
        : `a private key is needed here; "mofn key show ${quotePath(name)}" tells what this one is`,
  },
  'wrong-passphrase': {
    message: ({ name }) => `cannot decrypt ${nameKey(name)}: the pass phrase is wrong`,
    hint: () => 'check the pass phrase; of a file only the first line counts, without its newline',
  },
  'no-passphrase': {
    message: ({ name }) => `${nameKey(name)} is encrypted, and there is no pass phrase for it`,
    hint: () => 'name its source with --passin, or run mofn on a terminal',
  },
  'key-encryption-unsupported': {
    message: ({ name, container, scheme }) =>
      `cannot decrypt ${nameKey(name)}: it is under ${nameScheme(container, scheme)}, which is out of use`,
    hint: ({ name, container }) => describeConversion(container, name ?? 'FILE'),
  },
  'key-work-too-large': {
    message: ({ name, work, count, limit }) => {
      const [unit, by] = WORKS[work];
      return `${nameKey(name)} asks for ${count} ${unit} ${by}, and at most ${limit} are done for one file`;
    },
    hint: ({ name, container, work }) =>
      work === 'scrypt-memory'
        ? 'openssl opens no such file either; whoever made it has to write it in another way'
        : `if it is yours, ${describeSofterCopy(container, name ?? 'FILE')}, which takes as long as that is`,
  },
  'key-too-large': {
    message: ({ name, bits, limit }) =>
      `${nameKey(name)} has ${countNoun(bits, 'bit')}, and at most ${limit} are taken`,
    hint: ({ name }) => makeRsa(name),
  },
  'key-not-for-openssl': {
    message: ({ name, container, because }) =>
      because === 'encryption'
        ? `${quoteFile(name)} is encrypted in a way that OpenSSL 3 refuses`
        : `${quoteFile(name)} is in ${FORMATS[container] ?? 'a format'}, which openssl does not read`,
  },
  'not-rsa': {
    message: ({ name, type }) => `${nameKey(name)} is ${nameType(type)}, and an RSA key is needed`,
    hint: ({ name }) => makeRsa(name),
  },
  'key-damaged': { message: ({ name }) => `the private key in ${quoteFile(name)} is damaged` },
  'key-block-broken': {
    message: ({ name, label, ...problem }) =>
      `cannot read the block "${escapeUnsafe(label)}" in ${quoteFile(name)}: ${describePemProblem(label, problem)}`,
    hint: () => 'compare it with the original; blank, missing and indented lines come from copying',
  },
  'key-halves-differ': {
    message: ({ name }) =>
      `${nameKey(name)} is damaged: its public half does not verify what its private half signs`,
    hint: () => 'nothing was written; take the key from a backup',
  },
  'cannot-sign': {
    message: ({ name, detail }) => `${nameKey(name)} cannot sign: ${escapeUnsafe(detail)}`,
    hint: () => 'it is damaged, or shorter than an RSA signature over SHA-256 needs',
  },
  'signature-wrong': {
    message: ({ signer, bytes, expected }) =>
      bytes === expected
        ? `what ${nameSigner(signer)} made is no signature over SHA-256 by its own public key`
        : `what ${nameSigner(signer)} made has ${countNoun(bytes, 'byte')}, expected a signature of ${expected}`,
    hint: () => 'RSASSA-PKCS1-v1_5 is needed; RSASSA-PSS, or a signature over the hash, is another',
  },
  'signer-no-digest': {
    message: ({ signer }) =>
      `${nameSigner(signer)} signs whole messages only, and there is but a digest to sign`,
    hint: () => 'sign with the key file, or with a key on a PKCS#11 token',
  },
  'registration-token': {
    message: ({ records }) =>
      `the data of the registration are ${countNoun(records, 'record')} of a quorum token`,
    hint: () => 'sign it nowhere, and ask whoever made it what it is: a signature would approve it',
  },
  'registration-envelope': {
    message: () => 'the data of the registration are what is signed of a request or a policy',
    hint: () =>
      'sign it nowhere, and ask whoever made it what it is: a signature would be one of that',
  },
  'signer-key-unreadable': {
    message: ({ signer }) => `what ${nameSigner(signer)} gives as its public key is none`,
    hint: () => 'SubjectPublicKeyInfo or PKCS#1, in DER or PEM, or a certificate',
  },
  'passphrase-source-unknown': {
    message: () =>
      'the pass phrase source is none of pass:WORD, env:NAME, file:PATH, fd:NUMBER, stdin',
    hint: () => 'put one of these words before it; without one mofn asks on the terminal',
  },
  'passphrase-variable-unset': {
    message: ({ variable }) =>
      variable === ''
        ? 'the pass phrase source env: names no environment variable'
        : `the pass phrase should be in the environment variable ${escapeUnsafe(variable)}, which is not set`,
    hint: () => OTHER_PASSPHRASE,
  },
  'passphrase-unreadable': {
    message: ({ from, system }) =>
      `cannot read the pass phrase from ${nameSource(from)}: ${describeSystem(system)}`,
    hint: () => OTHER_PASSPHRASE,
  },
  'passphrase-empty': {
    message: ({ from }) => `there is no pass phrase to read from ${nameSource(from)}: it is empty`,
    hint: () => OTHER_PASSPHRASE,
  },
  'key-source-unknown': {
    message: ({ source }) => `there is no source of keys "${escapeUnsafe(source)}"`,
    hint: () => 'ssh-agent, ssh-agent:SHA256:…, or pkcs11:token=…;object=…?module-path=…',
  },
};

const OTHER_PASSPHRASE =
  'name another source with --passin, as file:PATH, env:NAME or stdin; without one mofn asks on the terminal';

/** What looks like nothing in particular may be a key that was cut or mangled. */
function isKnown(found: ContentKind): boolean {
  return found !== 'text' && found !== 'binary' && found !== 'private-key';
}

function describeInstead(found: ContentKind): string {
  if (found === 'empty') return ': it is empty';
  return isKnown(found) ? `: it holds ${describeContent(found)}` : '';
}

const FOUND = {
  'public-key': ': it holds a public key',
  certificate: ': it holds a certificate',
  other: '',
} as const;

/** Formats that openssl does not read, by the codes of the containers. */
const FORMATS: Readonly<Record<string, string>> = { openssh: "OpenSSH's own format" };

const TYPES: Readonly<Record<string, string>> = {
  ec: 'an EC key',
  dsa: 'a DSA key',
  'rsa-pss': 'an RSA-PSS key',
  ed25519: 'an Ed25519 key',
  ed448: 'an Ed448 key',
  x25519: 'an X25519 key',
  x448: 'an X448 key',
  dh: 'a DH key',
};

function nameType(type: string | undefined): string {
  if (type === undefined) return 'no RSA key';
  return TYPES[type] ?? `of type ${escapeUnsafe(type)}`;
}

function nameKey(name: string | undefined): string {
  return name === undefined ? 'the key' : `the key "${escapeUnsafe(name)}"`;
}

function nameSigner(description: string | undefined): string {
  return description === undefined ? 'the signer' : `the signer "${escapeUnsafe(description)}"`;
}

function quoteFile(name: string | undefined): string {
  return name === undefined ? 'the key file' : `"${escapeUnsafe(name)}"`;
}

function nameScheme(container: string, scheme: string): string {
  return `${container === 'openssh' ? "OpenSSH's " : ''}${escapeUnsafe(scheme)}`;
}

/** The command that makes a key that an HSM takes, beside the one that it does not take. */
function makeRsa(name: string | undefined): string {
  const out = name === undefined || name === '-' ? 'new.key' : `${name}.new`;
  return `HSMs take RSA keys of 2048 bits; make one with: mofn key new --out ${quotePath(out)} --public ${quotePath(`${out}.pub`)}`;
}

/** The command that makes of an old file one that mofn reads, with the file's name in it. */
function describeConversion(container: string, name: string): string {
  const file = quotePath(name);
  return container === 'openssh'
    ? `convert it with: ssh-keygen -p -Z aes256-ctr -f ${file}`
    : `convert it with: openssl pkey -provider legacy -provider default -in ${file} -aes256 -out ${quotePath(`${name}.new`)}`;
}

/** What is counted of a derivation, in words. */
const WORKS: Readonly<Record<WorkKind, readonly [unit: string, by: string]>> = {
  pbkdf2: ['iterations', 'of PBKDF2'],
  scrypt: ['steps (N × r × p)', 'of scrypt'],
  'scrypt-memory': ['bytes of memory', 'for scrypt'],
  pkcs12: ['iterations', 'of PKCS#12'],
  bcrypt: ['rounds', 'of bcrypt'],
};

/** The command that writes the same key with the usual count. */
function describeSofterCopy(container: string, name: string): string {
  const file = quotePath(name);
  const out = quotePath(`${name}.new`);
  if (container === 'openssh') return `convert it with: ssh-keygen -p -a 16 -f ${file}`;
  return container === 'pkcs12'
    ? `take the key out with: openssl pkcs12 -in ${file} -nocerts -out ${out}`
    : `convert it with: openssl pkey -in ${file} -aes256 -out ${out}`;
}

const PEM_PROBLEMS: Readonly<Record<Exclude<PemProblem['problem'], 'other-end'>, string>> = {
  'no-end': 'the block has no END line',
  'blank-line': 'the block has a blank line in its body',
  'line-lengths': 'the block has lines of other lengths than 64 after its headers',
  'long-line': 'a line after the headers is longer than 64',
  'not-base64': 'the body of the block is not base64',
  'no-body': 'the block has no body',
  'proc-type': 'its first header is not "Proc-Type: 4,ENCRYPTED"',
  'dek-info': 'its second header is not "DEK-Info: CIPHER,IV"',
  'dek-iv': 'its DEK-Info header has no whole initialisation vector',
  'no-der': 'its body is no DER',
};

function describePemProblem(label: string, problem: PemProblem): string {
  return problem.problem === 'other-end'
    ? `the block ends with "${escapeUnsafe(problem.line)}", not with "-----END ${escapeUnsafe(label)}-----"`
    : PEM_PROBLEMS[problem.problem];
}

function nameSource(from: LineSource): string {
  if ('file' in from) return escapeUnsafe(JSON.stringify(from.file));
  return 'stdin' in from ? 'standard input' : `descriptor ${from.descriptor}`;
}

/** Of what can only be a file, and of descriptors. */
const SYSTEM: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EBADF: 'it is not open',
};

function describeSystem(name: string): string {
  return SYSTEM[name] ?? systemWords(name);
}
