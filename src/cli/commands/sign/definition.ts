import { defineCommand, FORCE_OPTION, JSON_OPTION } from '../../command.ts';
import { ONE_SIGNER, SIGNER_OPTIONS } from '../key/options.ts';

const NOTE_NEEDS_A_FILE = '--note is kept beside the signature, so --out or --out-dir is needed';

export const sign = defineCommand({
  path: 'sign',
  summary: 'show what is being signed, sign it, check the signature, write it',
  description:
    'Signs with RSASSA-PKCS1-v1_5 over SHA-256: the bytes of `openssl dgst -sha256 -sign`. The pass ' +
    'phrase of an encrypted key is asked for on the terminal, or read from where --passin says.',
  positionals: [
    {
      name: 'token',
      describe: 'the file to sign; `-` is standard input',
      required: true,
      variadic: true,
    },
  ],
  options: {
    ...SIGNER_OPTIONS,
    out: { describe: 'signature file; without it, standard output', alias: 'o' },
    'out-dir': { describe: 'folder for the signatures of several files, each as NAME.sig' },
    yes: { describe: 'do not ask before signing', type: 'boolean', alias: 'y' },
    'expect-digest': { describe: 'sign only what has this SHA-256, in hex' },
    mixed: {
      describe: 'sign also what has records of several users or services, or among other bytes',
      type: 'boolean',
    },
    note: { describe: 'what you mean to approve; kept beside the signature as NAME.note' },
    ...FORCE_OPTION,
    ...JSON_OPTION,
  },
  refusals: [
    ...ONE_SIGNER,
    { given: ['out', 'out-dir'], message: 'give --out or --out-dir, not both' },
    { stdinTwice: ['token'], message: 'standard input can be signed only once' },
    {
      several: ['token'],
      missing: ['out-dir'],
      message: '{token} files need --out-dir, one --out would take only one signature',
    },
    { given: ['note'], missing: ['out', 'out-dir'], message: NOTE_NEEDS_A_FILE },
    { given: ['note'], stdin: ['out'], message: NOTE_NEEDS_A_FILE },
    {
      given: ['expect-digest'],
      several: ['token'],
      message: '--expect-digest is for one file, and {token} are named',
    },
  ],
  examples: [
    {
      command: 'mofn sign officer1.token --key officer1.key --out officer1.token.sig',
      describe: 'sign a quorum token',
    },
    {
      command:
        'mofn sign officer1.token --key officer2.key --passin env:OFFICER1_PASS --yes -o sig2',
      describe: 'in a script, with an encrypted key',
    },
  ],
});
