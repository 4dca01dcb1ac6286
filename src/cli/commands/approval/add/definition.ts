import { defineCommand } from '../../../command.ts';
import {
  APPROVER_OPTION,
  APPROVERS_POSITIONAL,
  FILE_POSITIONAL,
  MAX_SIZE_OPTION,
  refuseToReplaceStdin,
  WRITE_OPTION,
} from '../options.ts';

export const approvalAdd = defineCommand({
  path: 'approval add',
  summary: 'add approvers to an approval file, in its own style',
  description:
    'Nothing else changes but the number of approvals, which is kept true. The result is printed, or with --write put in the place of the file.',
  positionals: [FILE_POSITIONAL, APPROVERS_POSITIONAL],
  options: {
    ...APPROVER_OPTION,
    replace: {
      type: 'boolean',
      describe: 'give an approver who is there already the signature file that is named',
      alias: 'f',
    },
    ...WRITE_OPTION,
    ...MAX_SIZE_OPTION,
  },
  refusals: [
    {
      missing: ['approvers', 'approver'],
      message: 'found no approver to add',
      hint: 'name some as [co:|cu:]NAME=SIGFILE behind the file',
    },
    refuseToReplaceStdin('file'),
  ],
  examples: [
    {
      command: 'mofn approval add approval.txt officer3=officer1.token.sig3 --write',
      describe: 'a third officer',
    },
  ],
});
