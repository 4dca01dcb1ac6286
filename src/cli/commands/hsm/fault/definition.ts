import { defineCommand, JSON_OPTION } from '../../../command.ts';
import { HSM_OPTION } from '../options.ts';

export const hsmFault = defineCommand({
  path: 'hsm fault',
  summary: 'make something go wrong on a cluster, on demand',
  description:
    'add FAULT             as server=1 command=createUser after=1 times=1 error=RET_…\n' +
    'drop server=1         the server cannot be reached\n' +
    'slow server=0 ms=500  the server answers that much later\n' +
    'many-tokens           quorum token-sign list fails where there are three tokens or more\n' +
    'list                  what is set; the same without a word\n' +
    'clear [N]             forget all of them, or the one of that number\n\n' +
    'Without a server, drop and slow are of each of them. An added fault lets `after` requests of its command pass (none, where it is missing) and fails the ' +
    'next `times` of them (all, where it is missing).',
  positionals: [
    {
      name: 'action',
      describe: 'add, drop, slow, many-tokens, list or clear',
      completes: 'fault action',
    },
    {
      name: 'words',
      describe: 'NAME=VALUE, several or all in one word',
      completes: 'fault word',
      variadic: true,
    },
  ],
  options: { ...HSM_OPTION, ...JSON_OPTION },
  examples: [
    {
      command: "mofn hsm fault add 'server=1 command=createUser times=1 error=RET_MAX_USERS'",
      describe: 'see how a script answers Retry/Ignore/Abort',
    },
    { command: 'mofn hsm fault drop server=1', describe: 'Connection to one of servers failed' },
    { command: 'mofn hsm fault slow server=0 ms=500', describe: 'test time limits' },
    { command: 'mofn hsm fault clear', describe: 'all is well again' },
  ],
});
