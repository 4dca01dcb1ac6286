import { defineCommand, JSON_OPTION } from '../../../command.ts';
import { REQUEST_POSITIONAL } from '../options.ts';

export const requestVerify = defineCommand({
  path: 'request verify',
  summary: 'tell who has signed a request, and whether it is still good',
  description:
    'Holds each signature against the keys of a roster, or of a policy where there is no roster: what the envelope itself says of keys is a hint, and is not believed. Where the request names a policy, --policy must be that one. With --token the request must be for that very token. Exit code 0 where somebody has signed it, all signatures are right, and nothing is the matter with it; 1 where not, and where neither says whose keys are trusted.',
  positionals: [REQUEST_POSITIONAL],
  options: {
    roster: {
      describe: 'folder with a NAME.pub for each officer, or a policy',
      completes: 'roster',
      alias: 'r',
    },
    policy: { describe: 'policy, as TOML', completes: 'policy', alias: 'p' },
    token: { describe: 'the token at hand, of either kind', completes: 'token', alias: 't' },
    ...JSON_OPTION,
  },
  refusals: [
    {
      stdinTwice: ['request', 'token', 'policy'],
      message: 'standard input can be only one of request, token and policy',
    },
  ],
  examples: [
    {
      command: 'mofn request verify request.signed.json --roster roster --token officer1.token',
      describe: 'before the operation',
    },
  ],
});
