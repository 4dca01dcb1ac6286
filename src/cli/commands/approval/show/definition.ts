import { defineCommand, JSON_OPTION, stdinOnce } from '../../../command.ts';
import { FILES_POSITIONAL, MAX_SIZE_OPTION } from '../options.ts';

export const approvalShow = defineCommand({
  path: 'approval show',
  summary: "show approval files as data: as written, or as the HSM's tool reads them",
  description:
    'Where the two readings differ, a warning says so. With --as device, the exit code is 1 where the tool would give up on a file. The files that it names are not looked at.',
  positionals: [FILES_POSITIONAL],
  options: {
    as: {
      describe: "whose reading: what a person wrote, or what the HSM's tool makes of it",
      choices: ['written', 'device'],
      default: 'written',
    },
    json: { type: JSON_OPTION.json.type, describe: 'answer as one JSON object a file, one a line' },
    ...MAX_SIZE_OPTION,
  },
  refusals: [stdinOnce('files')],
  examples: [
    { command: 'mofn approval show approval.txt', describe: 'who approves what' },
    {
      command: 'mofn approval show --as device --json approval.txt',
      describe: 'for a script: what approveToken will make of it',
    },
  ],
});
