import { defineCommand } from '../../../command.ts';
import {
  FILE_POSITIONAL,
  MAX_SIZE_OPTION,
  refuseToReplaceStdin,
  WRITE_OPTION,
} from '../options.ts';

export const approvalRemove = defineCommand({
  path: 'approval remove',
  summary: 'remove approvers from an approval file',
  description:
    'The comments directly above an approver go with it. Nothing else changes but the number of approvals, which is kept true, and the numbers in headings like "# Approver 3". The result is printed, or with --write put in the place of the file.',
  positionals: [
    FILE_POSITIONAL,
    { name: 'names', describe: 'names of approvers', completes: 'approver', variadic: true },
  ],
  options: {
    approver: { describe: 'the same as an option', completes: 'approver', array: true, alias: 'a' },
    ...WRITE_OPTION,
    ...MAX_SIZE_OPTION,
  },
  refusals: [
    {
      missing: ['names', 'approver'],
      message: 'found no approver to remove',
      hint: 'name some behind the file',
    },
    refuseToReplaceStdin('file'),
  ],
  examples: [
    {
      command: 'mofn approval remove approval.txt officer2',
      describe: 'print it without officer2',
    },
  ],
});
