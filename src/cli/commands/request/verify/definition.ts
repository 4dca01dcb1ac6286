import { defineCommand, JSON_OPTION } from '../../../command.ts';
import { REQUEST_POSITIONAL } from '../options.ts';

export const requestVerify = defineCommand({
  path: 'request verify',
  summary: 'tell who has signed a request, and whether it is still good',
  description:
    'Holds each signature against the keys of a roster: what the envelope itself says of keys is a hint, and is not believed. With --token the request must be for that very token. Exit code 0 where somebody has signed it, all signatures are right, and nothing is the matter with it; 1 where not, and where no roster says whose keys are trusted.',
  positionals: [REQUEST_POSITIONAL],
  options: {
    roster: { describe: 'folder with a NAME.pub for each officer', alias: 'r' },
    token: { describe: 'the token at hand, of either kind', alias: 't' },
    ...JSON_OPTION,
  },
  refusals: [
    {
      stdinTwice: ['request', 'token'],
      message: 'standard input can be only one of request and token',
    },
  ],
  examples: [
    {
      command: 'mofn request verify request.signed.json --roster roster --token officer1.token',
      describe: 'before the operation',
    },
  ],
});
