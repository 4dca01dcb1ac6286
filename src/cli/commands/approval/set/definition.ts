import { defineCommand } from '../../../command.ts';
import {
  APPROVER_OPTION,
  APPROVERS_POSITIONAL,
  FILE_POSITIONAL,
  MAX_SIZE_OPTION,
  refuseToReplaceStdin,
  WRITE_OPTION,
} from '../options.ts';

export const approvalSet = defineCommand({
  path: 'approval set',
  summary: 'set the paths and the number of approvals in an approval file',
  description:
    'Only the values change. The result is printed, or with --write put in the place of the file.',
  positionals: [
    FILE_POSITIONAL,
    {
      ...APPROVERS_POSITIONAL,
      describe: `other signature files, and perhaps types, of approvers, as [co:|cu:]NAME=SIGFILE`,
      completes: 'APPROVER=SIGNATURE',
    },
  ],
  options: {
    token: { describe: 'the token file that was signed', completes: 'token' },
    'single-token': {
      describe: 'a file with one record of the token; may be empty',
      completes: 'token',
    },
    count: {
      type: 'number',
      describe: 'the number of approvals; add and remove see to it themselves',
    },
    approver: { ...APPROVER_OPTION.approver, completes: 'APPROVER=SIGNATURE' },
    ...WRITE_OPTION,
    ...MAX_SIZE_OPTION,
  },
  refusals: [
    {
      missing: ['token', 'single-token', 'count', 'approvers', 'approver'],
      message: 'found nothing to set',
      hint: 'use --token, --single-token, --count, or NAME=SIGFILE behind the file',
    },
    refuseToReplaceStdin('file'),
  ],
  examples: [
    {
      command: 'mofn approval set approval.txt --token /mnt/tokens/officer1.token',
      describe: 'the token is elsewhere now',
    },
  ],
});
