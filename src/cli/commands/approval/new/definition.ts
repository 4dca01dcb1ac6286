import { defineCommand } from '../../../command.ts';

export const approvalNew = defineCommand({
  path: 'approval new',
  summary: 'write an approval file',
  description:
    "The paths go into the file as they are given: the HSM's tool looks for them from the folder in which it runs. A name or path that it would not read back unchanged is refused.",
  positionals: [],
  options: {
    token: {
      describe: 'the token file that was signed',
      demandOption: true,
    },
    approver: {
      describe: 'an approver and the signature file, as [co:|cu:]NAME=SIGFILE; co is meant without',
      array: true,
      alias: 'a',
    },
    'single-token': {
      describe: 'a file with one record of the token; only needed where the token has but one',
    },
    comments: { type: 'boolean', describe: 'explain the file in comments' },
    out: { describe: 'where to write it; standard output without', alias: 'o' },
    force: { type: 'boolean', describe: 'replace a file that exists' },
  },
  examples: [
    {
      command:
        'mofn approval new --token officer1.token --approver officer1=officer1.token.sig1 --approver officer2=officer1.token.sig2 --comments --out new.txt',
      describe: 'two officers',
    },
  ],
});
