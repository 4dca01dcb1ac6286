/**
 * What the real tool does with keys and the emulator does not: commands that take what the guide says, and answer
 * that. docs/emulator.md lists them.
 */
import { type CliCommand, refuse } from '../command.ts';
import type { OptionSpec } from '../grammar/command-spec.ts';
import { pairOptions } from '../keys/generate-pair-command.ts';
import {
  AAD,
  DATA_GROUP,
  DATA_TYPE,
  dataOptions,
  FILTER,
  HASH_FUNCTION,
  KEY_FILTER,
  LABEL,
  MGF,
  SESSION,
  TAG_LENGTH_BITS,
} from '../keys/key-options.ts';
import { KEY_TYPE_CLASS, UNWRAP_OPTIONS } from '../keys/unwrap-command.ts';
import { WRAP_OPTIONS } from '../keys/wrap-command.ts';
import { APPROVAL } from '../options.ts';

interface NotOffered {
  readonly options: readonly OptionSpec[];
  readonly oneOf?: readonly (readonly string[])[];
}

function notOffered(words: string, { options, oneOf }: NotOffered): CliCommand {
  return {
    path: words.split(' '),
    spec: {
      about: 'Not offered by this emulator',
      options,
      ...(oneOf === undefined ? {} : { oneOf }),
    },
    needsLogIn: false,
    isIn: ({ hasKeys }) => hasKeys,
    run: (_values, shell) => refuse(shell, { code: 'tool-not-offered', what: words }),
  };
}

const HASH: OptionSpec = {
  name: 'hash-function',
  value: 'HASH_FUNCTION',
  describe: 'The hash function',
  required: true,
};
const SIGNATURE_OPTIONS: readonly OptionSpec[] = [
  {
    name: 'signature-path',
    value: 'SIGNATURE_PATH',
    describe: 'File of the signature',
    file: true,
  },
  { name: 'signature', value: 'SIGNATURE', describe: 'The same in base64' },
];
const SIGNATURE_GROUP = ['signature-path', 'signature'];

/** What tells these mechanisms of signatures from each other. */
const SIGNING: Readonly<Record<string, readonly OptionSpec[]>> = {
  ed25519: [{ ...DATA_TYPE, required: true }],
  ed25519ph: [
    { ...DATA_TYPE, required: true },
    { ...HASH, choices: ['sha512'] },
  ],
  'ml-dsa': [
    { ...DATA_TYPE, required: true, choices: ['raw', 'external-mu'] },
    { ...HASH, choices: ['shake256'] },
  ],
};

/** What tells these mechanisms of wrapping from each other. */
const WRAPPING: Readonly<Record<string, readonly OptionSpec[]>> = {
  'aes-no-pad': [],
  'aes-pkcs5-pad': [],
  'aes-zero-pad': [],
  'cloudhsm-aes-gcm': [AAD, TAG_LENGTH_BITS],
  'rsa-aes': [HASH_FUNCTION, MGF],
};

export const NOT_OFFERED: readonly CliCommand[] = [
  ...Object.entries(SIGNING).flatMap(([mechanism, own]) => [
    notOffered(`crypto sign ${mechanism}`, {
      options: [KEY_FILTER, ...dataOptions('what is to be signed'), APPROVAL, ...own],
      oneOf: [DATA_GROUP],
    }),
    notOffered(`crypto verify ${mechanism}`, {
      options: [KEY_FILTER, ...dataOptions('what was signed'), ...SIGNATURE_OPTIONS, ...own],
      oneOf: [DATA_GROUP, SIGNATURE_GROUP],
    }),
  ]),
  notOffered('key generate-asymmetric-pair ml-dsa', {
    options: pairOptions([
      {
        name: 'mldsa-algorithm',
        value: 'MLDSA_ALGORITHM',
        describe: 'Which of them',
        required: true,
        choices: ['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87'],
      },
    ]),
  }),
  notOffered('key replicate', {
    options: [
      FILTER,
      {
        name: 'source-cluster-id',
        value: 'SOURCE_CLUSTER_ID',
        describe: 'The cluster that has the key',
        required: true,
      },
      {
        name: 'destination-cluster-id',
        value: 'DESTINATION_CLUSTER_ID',
        describe: 'The cluster that is to have the key, too',
        required: true,
      },
    ],
  }),
  ...Object.entries(WRAPPING).flatMap(([mechanism, own]) => [
    notOffered(`key unwrap ${mechanism}`, {
      options: [...UNWRAP_OPTIONS, ...own, KEY_TYPE_CLASS, LABEL, SESSION, APPROVAL],
      oneOf: [DATA_GROUP],
    }),
    notOffered(`key wrap ${mechanism}`, { options: [...WRAP_OPTIONS, ...own] }),
  ]),
];

/** Values of options that answer the same, of commands that are offered: the words, as they answer. */
export const NOT_OFFERED_VALUES: readonly string[] = [
  'key generate-asymmetric-pair ec --curve ed25519',
  'key generate-file --encoding reference-pem',
  'key generate-file --encoding cloudhsm-reference-pem',
  ...['aes-gcm', 'rsa-oaep', 'rsa-pkcs'].map(
    (mechanism) => `key unwrap ${mechanism} --key-type-class des3`,
  ),
];
