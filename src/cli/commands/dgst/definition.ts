import { defineCommand } from '../../command.ts';

export const dgst = defineCommand({
  path: 'dgst',
  summary: 'sign, verify or hash with the options of `openssl dgst`, byte for byte',
  positionals: [
    {
      name: 'files',
      describe: 'what to sign or hash; standard input without',
      completes: 'file',
      variadic: true,
    },
  ],
  options: {},
  examples: [
    {
      command: 'mofn dgst -sha256 -sign officer1.key -out officer1.token.sig officer1.token',
      describe: 'sign a token',
    },
  ],
  raw: true,
});
