import { defineCommand, JSON_OPTION } from '../../../command.ts';

export const tokenShow = defineCommand({
  path: 'token show',
  summary: 'what a quorum token says: who asks, for which service, on which nodes, when',
  description:
    'Reads the file that getToken wrote, or the JSON of the newer command line (CloudHSM CLI): a token, a registration or a log-in. A token does not name the operation: whoever approves it approves any one that its service covers.',
  positionals: [{ name: 'token', describe: 'token file; - is standard input', required: true }],
  options: JSON_OPTION,
  examples: [
    { command: 'mofn token show officer1.token', describe: 'before signing it' },
    {
      command: 'mofn token show officer1.json',
      describe: 'as the newer command line has it, with the names of those who have signed',
    },
    {
      command: 'mofn token show --json - < officer1.token',
      describe: 'for a script, from standard input',
    },
  ],
});
