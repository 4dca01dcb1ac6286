import { defineCommand, FORCE_OPTION } from '../../../command.ts';
import { EXPIRES_OPTION, OUT_OPTION } from '../options.ts';

export const requestNew = defineCommand({
  path: 'request new',
  summary: 'write down what a quorum is asked for, for officers to sign',
  description:
    'A token names its requester and its service, never the operation. A request says the operation, and is for one token: an in-toto Statement about it in a DSSE envelope, without signatures yet. The operation is one, in the words of either console and without a password, and the token must let it through. Before there is a token, --requester and --service make a draft, which nobody signs; "mofn request bind" makes the request of it. Where a key is to sign (crypto sign), the request has the SHA-256 of the data, which no token shows.',
  positionals: [],
  options: {
    token: {
      describe: 'the token that it is for, of either kind; - is standard input',
      completes: 'token',
      alias: 't',
    },
    operation: {
      describe: "what is asked for, as it is typed: 'createUser CU bob'",
      completes: 'text',
      demandOption: true,
    },
    reason: { describe: 'why, in a few words', completes: 'text' },
    ticket: { describe: 'where it was agreed on: a number, an address', completes: 'text' },
    ...EXPIRES_OPTION,
    policy: {
      describe: 'policy that it is agreed on under: no other is taken then',
      completes: 'policy',
      alias: 'p',
    },
    data: {
      describe:
        'what a key is to sign, where it is not at --data-path of the operation: the request has its SHA-256',
      completes: 'file',
    },
    requester: { describe: 'without a token: whose it will be', completes: 'officer' },
    service: {
      describe: 'without a token: what it will be for: 3, USER_MGMT or user, 4, …',
      completes: 'service',
    },
    ...OUT_OPTION,
    ...FORCE_OPTION,
  },
  refusals: [
    {
      stdinTwice: ['token', 'policy', 'data'],
      message: 'standard input can be only one of token, policy and data',
    },
    {
      given: ['token', 'requester'],
      message: '--token and --requester exclude each other: the token says whose it is',
      hint: 'leave out --requester',
    },
    {
      given: ['token', 'service'],
      message: '--token and --service exclude each other: the token says its service',
      hint: 'leave out --service',
    },
    {
      missing: ['token', 'requester'],
      message: 'found no token, and nobody who asks for one',
      hint: 'name the token with --token, or make a draft with --requester and --service',
    },
    {
      given: ['requester'],
      missing: ['service'],
      message: '--service is missing: a draft says what token it is going to be for',
      hint: '3 is for users (USER_MGMT), 4 for M values (MISC_CO), 5 for a signature with a key (USE_KEY)',
    },
  ],
  examples: [
    {
      command:
        "mofn request new --token officer1.token --operation 'createUser CU bob' --reason 'Bob joins payments' --ticket CHG-1042 --expires 10m -o bob.json",
      describe: 'what the quorum is to be told',
    },
    {
      command:
        "mofn request new --requester officer1 --service 3 --operation 'user delete --username bob --role crypto-user' -o draft.json",
      describe: 'before there is a token',
    },
  ],
});
