import { defineCommand, JSON_OPTION } from '../../command.ts';

export const verify = defineCommand({
  path: 'verify',
  summary: 'tell whether a signature is right, and whose it is',
  description:
    "Checks a signature file against a key or a roster. A JSON file of the newer command line has its signatures in it: without --signature each of them is checked, an approval with the roster's key of its name. With --signature it is the signature of what is to be signed in the JSON, not of the file. Exit code 0 where all that are there are right.",
  positionals: [
    {
      name: 'file',
      describe: 'what was signed; `-` is standard input',
      completes: 'token',
      required: true,
    },
  ],
  options: {
    signature: {
      describe: 'signature file; needed unless the signatures stand in the file',
      completes: 'signature',
      alias: 's',
    },
    key: {
      describe:
        'public key, certificate, private key, or a roster: a folder of public keys, or a policy (.toml, .json)',
      completes: 'key or roster',
      alias: 'k',
      demandOption: true,
    },
    passin: {
      describe: 'pass phrase of a private key: pass:, env:, file:, fd: or stdin',
      completes: 'pass phrase',
    },
    explain: {
      describe: 'print the openssl commands that check the same by hand',
      type: 'boolean',
    },
    ...JSON_OPTION,
  },
  instead: {
    roster: 'a roster goes with --key, as --key roster',
    policy: 'a policy goes with --key, as --key policy.toml',
  },
  refusals: [
    {
      stdinTwice: ['file', 'signature', 'key'],
      message: 'standard input can be only one of file, signature and key',
    },
  ],
  examples: [
    {
      command: 'mofn verify officer1.token --signature officer1.token.sig1 --key officer1.pub',
      describe: 'check one signature against one key',
    },
    {
      command: 'mofn verify officer1.token -s officer1.token.sig1 --key roster',
      describe: 'find out whose signature it is',
    },
    {
      command:
        'mofn sign officer1.json --key officer1.key --as officer1 | mofn verify - --key roster',
      describe: 'check all approvals in a token file of the newer command line',
    },
  ],
});
