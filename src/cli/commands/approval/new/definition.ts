import { defineCommand, FORCE_OPTION } from '../../../command.ts';
import { APPROVER_OPTION, APPROVERS_POSITIONAL } from '../options.ts';

export const approvalNew = defineCommand({
  path: 'approval new',
  summary: 'write an approval file',
  description:
    "The paths go into the file as they are given: the HSM's tool looks for them from the folder in which it runs. A name or path that it would not read back unchanged is refused.",
  positionals: [
    {
      ...APPROVERS_POSITIONAL,
      describe: `${APPROVERS_POSITIONAL.describe}; co is meant without`,
    },
  ],
  options: {
    token: {
      describe: 'the token file that was signed',
      completes: 'token',
      demandOption: true,
      alias: 't',
    },
    ...APPROVER_OPTION,
    'single-token': {
      describe: 'a file with one record of the token; only needed where the token has but one',
      completes: 'token',
    },
    comments: { type: 'boolean', describe: 'explain the file in comments' },
    out: { describe: 'where to write it; standard output without', completes: 'file', alias: 'o' },
    ...FORCE_OPTION,
  },
  examples: [
    {
      command:
        'mofn approval new --token officer1.token officer1=officer1.token.sig1 officer2=officer1.token.sig2 --comments --out new.txt',
      describe: 'two officers',
    },
  ],
});
