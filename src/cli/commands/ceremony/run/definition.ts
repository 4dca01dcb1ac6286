import { defineCommand, JSON_OPTION } from '../../../command.ts';

export const ceremonyRun = defineCommand({
  path: 'ceremony run',
  summary: 'lead through a ceremony step by step, and record it as it happens',
  description:
    'Shows each step, waits until people have done it, and takes who did it, their initials and a remark. It notes the times and the SHA-256 of the files that came out, in record.jsonl of the folder: a line for each thing that happened, each bound to all before it by its hash, and on disk before the next is asked for. It runs no command itself, so that no password passes through it. A step can be skipped, deviated from, or repeated, with a reason and who accepted it. After a break, or when it was killed, the same command goes on where it was.\n--rehearse runs all commands unattended, in a new folder and on an emulated cluster, with the programs of this package first in PATH. Exit code 0 where the ceremony is over and each step was gone through, 1 where not.',
  positionals: [
    { name: 'script', describe: 'script of the ceremony', completes: 'script', required: true },
  ],
  options: {
    dir: {
      describe: 'folder of the ceremony: its record, and what comes out of it',
      completes: 'folder',
      alias: 'd',
      demandOption: true,
    },
    rehearse: {
      type: 'boolean',
      describe: 'run all commands unattended, against an emulated cluster',
    },
    ...JSON_OPTION,
  },
  refusals: [
    {
      stdin: ['script'],
      message: 'standard input has the answers, and cannot be the script',
      hint: 'name a file',
    },
    {
      given: ['json'],
      missing: ['rehearse'],
      message: '--json is for rehearsals: people are shown what they read',
      hint: 'add --rehearse, or leave out --json',
    },
  ],
  examples: [
    {
      command: 'mofn ceremony run ceremony.toml --dir rehearsed --rehearse',
      describe: 'before the day',
    },
  ],
});
