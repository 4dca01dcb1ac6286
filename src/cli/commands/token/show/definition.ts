import { defineCommand, JSON_OPTION } from '../../../command.ts';
import { KEY_OPTION } from '../options.ts';

export const tokenShow = defineCommand({
  path: 'token show',
  summary: 'what a quorum token says: who asks, for which service, on which nodes, when',
  description:
    'Reads the file that getToken wrote, or the JSON of the newer command line (CloudHSM CLI): a token, a registration or a log-in. A token does not name the operation: whoever approves it approves any one that its service covers. Of a token for a key it tells which key that is, where an emulated cluster is at hand.',
  positionals: [
    {
      name: 'token',
      describe: 'token file; - is standard input',
      completes: 'token',
      required: true,
    },
  ],
  options: {
    ...KEY_OPTION,
    words: {
      type: 'boolean',
      describe: 'say its digest in words too, to be read over the telephone',
    },
    ...JSON_OPTION,
  },
  examples: [
    { command: 'mofn token show officer1.token', describe: 'before signing it' },
    {
      command: 'mofn token show officer1.json',
      describe: 'as the newer command line has it, with the names of those who have signed',
    },
    {
      command: 'mofn token show officer1.token --hsm cluster',
      describe: 'of a token for a key, which key that is, and whose',
    },
    {
      command: 'mofn token show officer1.token --words',
      describe: 'read the words to whoever asked for it: mofn digest compare takes them',
    },
    {
      command: 'mofn token show --json - < officer1.token',
      describe: 'for a script, from standard input',
    },
  ],
});
