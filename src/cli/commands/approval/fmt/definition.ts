import { defineCommand, stdinOnce } from '../../../command.ts';
import {
  FILES_POSITIONAL,
  MAX_SIZE_OPTION,
  refuseToReplaceStdin,
  WRITE_OPTION,
} from '../options.ts';

export const approvalFmt = defineCommand({
  path: 'approval fmt',
  summary: 'put approval files into the canonical layout; comments are kept',
  description:
    "What a file says does not change, and neither does what the HSM's tool reads where it reads what is written. To mend mistakes there is approval lint --fix.",
  positionals: [FILES_POSITIONAL],
  options: {
    check: {
      type: 'boolean',
      describe: 'name the files that have another layout, and change nothing; exit code 1 if any',
    },
    ...WRITE_OPTION,
    ...MAX_SIZE_OPTION,
  },
  refusals: [
    {
      given: ['check', 'write'],
      message: 'found --check and --write together',
      hint: '--check only looks, --write changes',
    },
    refuseToReplaceStdin('files'),
    {
      missing: ['check', 'write'],
      several: ['files'],
      message: 'one file can be printed, found {files}',
      hint: 'add --write to change them in their places',
    },
    stdinOnce('files'),
  ],
  examples: [
    { command: 'mofn approval fmt approval.txt', describe: 'print it' },
    { command: 'mofn approval fmt --write *.txt', describe: 'files in their places' },
    { command: 'mofn approval fmt approval.txt | mofn approval fmt --check -', describe: 'in CI' },
  ],
});
