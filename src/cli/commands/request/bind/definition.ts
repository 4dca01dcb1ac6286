import { defineCommand, FORCE_OPTION } from '../../../command.ts';
import { EXPIRES_OPTION, OUT_OPTION } from '../options.ts';

export const requestBind = defineCommand({
  path: 'request bind',
  summary: 'make the request of a draft, now that its token is there',
  description:
    "The token must be of the draft's requester and for its service. The time of the request is now; its end is that of the draft, or --expires.",
  positionals: [
    {
      name: 'draft',
      describe: 'the draft; - is standard input',
      completes: 'request',
      required: true,
    },
  ],
  options: {
    token: {
      describe: 'the token that it is for, of either kind',
      completes: 'token',
      alias: 't',
      demandOption: true,
    },
    ...EXPIRES_OPTION,
    ...OUT_OPTION,
    ...FORCE_OPTION,
  },
  refusals: [
    {
      stdinTwice: ['draft', 'token'],
      message: 'standard input can be only one of draft and token',
    },
  ],
  examples: [
    {
      command:
        "mofn request new --requester officer1 --service 3 --operation 'createUser CU bob' | mofn request bind - --token officer1.token -o bob.json",
      describe: 'a draft, and the request of it',
    },
  ],
});
