import { defineCommand, JSON_OPTION } from '../../command.ts';

export const verify = defineCommand({
  path: 'verify',
  summary: 'tell whether a signature is right, and whose it is',
  positionals: [
    { name: 'file', describe: 'what was signed; `-` is standard input', required: true },
  ],
  options: {
    signature: { describe: 'signature file', alias: 's', demandOption: true },
    key: {
      describe: 'public key, certificate, private key, or a roster: a folder of public keys',
      alias: 'k',
      demandOption: true,
    },
    passin: { describe: 'pass phrase of a private key: pass:, env:, file:, fd: or stdin' },
    explain: {
      describe: 'print the openssl commands that check the same by hand',
      type: 'boolean',
    },
    ...JSON_OPTION,
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
  ],
});
