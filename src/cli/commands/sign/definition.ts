import { defineCommand, JSON_OPTION } from '../../command.ts';
import { ONE_SIGNER, SIGNER_OPTIONS } from '../key/options.ts';
import { KEY_OPTION } from '../token/options.ts';

export const sign = defineCommand({
  path: 'sign',
  summary: 'show what is being signed, sign it, check the signature, write it',
  description:
    'Signs with RSASSA-PKCS1-v1_5 over SHA-256: the bytes of `openssl dgst -sha256 -sign`. The pass ' +
    'phrase of an encrypted key is asked for on the terminal, or read from where --passin says.\n' +
    'A token file of the newer command line (CloudHSM CLI) comes out with your approval in it, all else ' +
    'as it was: its approval_data are signed, as `openssl pkeyutl -sign -pkeyopt digest:sha256` signs its ' +
    'token. Files of a registration and of a log-in come out filled in; those of a log-in hold bare digests, ' +
    'which are signed only after --blind or a yes on the terminal, and never where one is the digest of a ' +
    'token in the same folder, in the working directory, or named by --not.',
  positionals: [
    {
      name: 'token',
      describe: 'the file to sign; `-` is standard input',
      completes: 'token',
      required: true,
      variadic: true,
    },
  ],
  options: {
    ...SIGNER_OPTIONS,
    out: {
      describe: 'signature file, or JSON file with it in; without it, standard output',
      completes: 'file',
      alias: 'o',
    },
    'out-dir': {
      describe:
        'folder for the signatures of several files, each as NAME.sig; JSON files keep NAME',
      completes: 'folder',
    },
    write: { describe: 'put the signature into the JSON file itself', type: 'boolean' },
    as: {
      describe: 'your user name, which stands beside your signature in a JSON token file',
      completes: 'officer',
    },
    role: {
      describe: 'your role there; without it, the one that the service wants',
      choices: ['admin', 'crypto-user'],
    },
    detached: {
      describe: 'of a JSON file too, answer the signature alone: 256 bytes',
      type: 'boolean',
    },
    blind: {
      describe: 'sign the digests of a log-in, which do not show what they are of',
      type: 'boolean',
    },
    not: {
      describe: 'token file that is no log-in: its digest is not signed in one',
      completes: 'token',
      array: true,
    },
    yes: { describe: 'do not ask before signing', type: 'boolean', alias: 'y' },
    'expect-digest': { describe: 'sign only what has this SHA-256, in hex', completes: 'text' },
    request: {
      describe:
        'request that says what the token is for: it is shown, and signed with the same key before the token',
      completes: 'request',
    },
    'request-out': {
      describe: 'file for the request with your signature in it; it may be the request itself',
      completes: 'request',
    },
    policy: {
      describe: 'policy by which you are told, before you sign, whether your signature will count',
      completes: 'policy',
    },
    mixed: {
      describe:
        'sign also what has records of several users, services or keys, or among other bytes',
      type: 'boolean',
    },
    force: {
      type: 'boolean',
      describe: 'replace files that exist, and your signature that is there already',
      alias: 'f',
    },
    ...KEY_OPTION,
    ...JSON_OPTION,
  },
  gone: { note: '"mofn request new" writes down what is meant, to be signed with the token' },
  refusals: [
    ...ONE_SIGNER,
    { given: ['out', 'out-dir'], message: 'give --out or --out-dir, not both' },
    {
      given: ['write', 'out'],
      message: 'give --out or --write, not both',
      hint: '--write puts the signature into the file itself',
    },
    {
      given: ['write', 'out-dir'],
      message: 'give --out-dir or --write, not both',
      hint: '--write puts each signature into its file itself',
    },
    {
      given: ['write', 'detached'],
      message: 'give --detached or --write, not both',
      hint: 'a detached signature goes to --out, --out-dir or standard output',
    },
    {
      given: ['write'],
      stdin: ['token'],
      message: 'standard input cannot be replaced',
      hint: 'leave out --write to have the result printed',
    },
    {
      stdinTwice: ['token', 'key', 'request', 'policy'],
      message: 'standard input can be only one of what is signed, a key and a policy',
    },
    {
      given: ['policy'],
      several: ['token'],
      message: '--policy is for one token, and {token} files are named',
    },
    {
      given: ['request'],
      several: ['token'],
      message: 'a request is for one token, and {token} files are named',
      hint: 'sign each with the request that is for it',
    },
    {
      given: ['request'],
      missing: ['request-out'],
      message: '--request needs --request-out, where it goes with your signature in it',
      hint: 'it may be the same file: --request-out {request}',
    },
    {
      given: ['request-out'],
      missing: ['request'],
      message: '--request-out is where the request goes that --request names',
      hint: 'name the request, too: --request request.json',
    },
    {
      given: ['request-out'],
      stdin: ['request-out'],
      message: 'the signed request goes to a file of its own: --request-out',
    },
    {
      given: ['request', 'mixed'],
      message: 'a request is for one thing, and --mixed signs what stands for more',
    },
    {
      several: ['token'],
      missing: ['out-dir', 'write'],
      message: '{token} files need --out-dir, one --out would take only one signature',
    },
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
    {
      command: 'mofn sign officer1.json --key officer2.key --as officer2 --write',
      describe: 'put your approval into a token file of the newer command line',
    },
    {
      command:
        'mofn sign officer1.token --request request.json --key officer2.key --request-out request.json -o sig2',
      describe: 'sign what is asked for, and the token',
    },
    {
      command: 'mofn sign officer1.token --policy payment.toml --key officer2.key --out new.sig',
      describe: 'be told first whether it will count',
    },
  ],
});
