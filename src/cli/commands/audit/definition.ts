import { defineCommand, JSON_OPTION } from '../../command.ts';

export const audit = defineCommand({
  path: 'audit',
  summary: "hold the HSMs' own logs against the requests that were approved",
  description:
    "Reads HSMs' audit logs, as AWS delivers them or as mofn hsm log prints them, and says of each operation that a quorum guards (users made and deleted, passwords of others changed, quorum values set) which request covers it. An operation stands in the log of each HSM, so all logs belong in one audit. With a roster or a policy the signatures of requests are judged too; with --set an approval counts only where it stands on the token and on the request. Exit code 0 where each operation is covered, done once and on each HSM, and no log has a gap, a reboot or an end within a session; 1 where not. A request that was never carried out, and a token that was not used, are said and are no error.",
  positionals: [],
  options: {
    log: {
      describe:
        "log of one HSM as text, or of several as JSON of 'aws logs filter-log-events'; once for each file; - is standard input",
      completes: 'log',
      array: true,
      alias: 'l',
    },
    request: {
      describe: 'request that was approved; once for each',
      completes: 'request',
      array: true,
    },
    roster: {
      describe: 'folder with a NAME.pub for each officer, or a policy',
      completes: 'roster',
      alias: 'r',
    },
    policy: {
      describe: 'policy whose rules requests have to meet',
      completes: 'policy',
      alias: 'p',
    },
    set: {
      describe: 'token with its approvals, of either kind; once for each',
      completes: 'approval file',
      array: true,
    },
    from: {
      describe: 'leave out what was done before this time, a cluster being set up',
      completes: 'time',
    },
    until: { describe: 'leave out what was done after this time', completes: 'time' },
    ...JSON_OPTION,
  },
  refusals: [
    {
      missing: ['log'],
      message: 'found no log',
      hint: 'name the log of each HSM with --log',
    },
    {
      stdinTwice: ['log', 'request', 'set', 'policy', 'roster'],
      message: 'standard input can be only one of these files',
    },
    {
      given: ['roster', 'policy'],
      message: '--roster and --policy exclude each other: a policy has the keys of its people',
      hint: 'leave out --roster',
    },
  ],
  examples: [
    {
      command:
        'mofn audit --log hsm-0.log --log hsm-1.log --request request.signed.json --roster roster',
      describe: 'after a ceremony',
    },
    {
      command:
        'mofn audit --log hsm-0.log --log hsm-1.log --request request.signed.json --until 2024-01-01 --json',
      describe: 'what was done up to a day, for a script',
    },
  ],
});
