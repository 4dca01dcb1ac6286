import { describe, expect, it } from 'vitest';
import { refuseNonsense } from '../../src/cli/arguments/refusals.ts';
import type { Refusal } from '../../src/cli/command.ts';
import { defineCommand } from '../../src/cli/command.ts';
import { DEFINITIONS } from '../../src/cli/commands/definitions.ts';
import { runCommand } from '../support/run-command.ts';

/** Whose line it is. */
function pathOf(line: string): string | undefined {
  return DEFINITIONS.map(({ path }) => path).find((path) => `${line} `.startsWith(`${path} `));
}

const NO_KEY =
  '--key names the file of a private key; --signer ssh-agent, or a pkcs11: URI, one elsewhere';

/** A line for each row of each definition's table, and what is said; of its help, where that is all. No file of them exists. */
const LINES: readonly (readonly [line: string, message: string, hint?: string])[] = [
  ['approval lint', '<files> is missing'],
  ...['--json', '--fix', 'a.txt'].map(
    (word) =>
      [
        `approval lint --explain missing-semicolon ${word}`,
        '--explain tells of a code in words, and looks at no file',
        'give it alone, as mofn approval lint --explain missing-semicolon',
      ] as const,
  ),
  [
    'approval lint --explain missing-semicolon --format sarif',
    '--explain tells of a code in words, not as sarif',
    'leave out --format',
  ],
  ['approval lint --write a', 'found --write without --fix', 'write --fix --write to mend files'],
  [
    'approval lint --within . --no-files a',
    '--no-files looks at no file, in no folder',
    'leave out one of --within and --no-files',
  ],
  [
    'approval lint --fix --write -',
    'standard input cannot be replaced',
    'leave out --write to have the result printed',
  ],
  [
    'approval lint --fix a b',
    '--fix prints one file, found several',
    'add --write to mend each in its place',
  ],
  [
    'approval lint --fix --json --format sarif a',
    '--fix prints the mended file, and cannot answer as json too',
    'add --write to mend the file in its place',
  ],
  [
    'approval lint --fix --format sarif a',
    '--fix prints the mended file, and cannot answer as sarif too',
    'add --write to mend the file in its place',
  ],
  ['approval lint - a -', 'standard input can be read only once', 'name - once'],
  [
    'approval fmt --check --write a',
    'found --check and --write together',
    '--check only looks, --write changes',
  ],
  [
    'approval fmt --write a -',
    'standard input cannot be replaced',
    'leave out --write to have the result printed',
  ],
  [
    'approval fmt a b c',
    'one file can be printed, found 3',
    'add --write to change them in their places',
  ],
  ['approval fmt --check - -', 'standard input can be read only once', 'name - once'],
  ['approval show - -', 'standard input can be read only once', 'name - once'],
  ['approval combine - -', 'standard input can be read only once', 'name - once'],
  [
    'approval convert a --to classic --out b',
    '--to classic makes several files, and --out takes one',
    'name a folder with --out-dir',
  ],
  [
    'approval convert a --to classic',
    '--to classic makes several files, and --out-dir is missing',
    'name a folder with --out-dir',
  ],
  [
    'approval convert a --to sdk5 --out-dir d',
    '--to sdk5 makes one file, and --out-dir is for several',
    'name the file with --out',
  ],
  [
    'approval add a',
    'found no approver to add',
    'name some as [co:|cu:]NAME=SIGFILE behind the file',
  ],
  [
    'approval add - officer1=s --write',
    'standard input cannot be replaced',
    'leave out --write to have the result printed',
  ],
  ['approval remove a', 'found no approver to remove', 'name some behind the file'],
  [
    'approval remove - officer1 --write',
    'standard input cannot be replaced',
    'leave out --write to have the result printed',
  ],
  [
    'approval set a',
    'found nothing to set',
    'use --token, --single-token, --count, or NAME=SIGFILE behind the file',
  ],
  [
    'approval set - --count 2 --write',
    'standard input cannot be replaced',
    'leave out --write to have the result printed',
  ],
  [
    'approval status - --roster r --request -',
    'standard input can be only one of file, request and policy',
  ],
  [
    'approval status a',
    '--roster is missing: whose keys are trusted',
    'a folder with a file NAME.pub for each officer; or a policy, with --policy',
  ],
  ['sign a', 'name one key, with --key or --signer; found none', NO_KEY],
  ['sign a --key k --signer ssh-agent', 'name one key, with --key or --signer; found both'],
  ['sign a --key k --out s --out-dir d', 'give --out or --out-dir, not both'],
  [
    'sign a --key k --out s --write',
    'give --out or --write, not both',
    '--write puts the signature into the file itself',
  ],
  [
    'sign a --key k --out-dir d --write',
    'give --out-dir or --write, not both',
    '--write puts each signature into its file itself',
  ],
  [
    'sign a --key k --detached --write',
    'give --detached or --write, not both',
    'a detached signature goes to --out, --out-dir or standard output',
  ],
  [
    'sign - --key k --write',
    'standard input cannot be replaced',
    'leave out --write to have the result printed',
  ],
  ['sign - - --key k', 'standard input can be only one of what is signed, a key and a policy'],
  ['sign a b --key k --policy p', '--policy is for one token, and 2 files are named'],
  [
    'sign a b --key k --request r',
    'a request is for one token, and 2 files are named',
    'sign each with the request that is for it',
  ],
  [
    'sign a --key k --request r',
    '--request needs --request-out, where it goes with your signature in it',
    'it may be the same file: --request-out r',
  ],
  [
    'sign a --key k --request-out r',
    '--request-out is where the request goes that --request names',
    'name the request, too: --request request.json',
  ],
  [
    'sign a --key k --request r --request-out -',
    'the signed request goes to a file of its own: --request-out',
  ],
  [
    'sign a --key k --request r --request-out r --mixed',
    'a request is for one thing, and --mixed signs what stands for more',
  ],
  ['sign a b --key k', '2 files need --out-dir, one --out would take only one signature'],
  [
    'sign a b c --key k --out-dir d --expect-digest 00',
    '--expect-digest is for one file, and 3 are named',
  ],
  ['verify a -s - -k -', 'standard input can be only one of file, signature and key'],
  ['key new --json', 'with --json the key needs a file of its own: --out'],
  ['key new --json --out -', 'with --json the key needs a file of its own: --out'],
  ['key new --public -', '--public needs a file of its own'],
  ['key new --out k --public k', '--public needs a file of its own'],
  ['key new --passout env:P --no-passphrase', 'give --passout or --no-passphrase, not both'],
  ['key convert a --passout env:P --no-passphrase', 'give --passout or --no-passphrase, not both'],
  ['key register-token o', 'name one key, with --key or --signer; found none', NO_KEY],
  [
    'key register-token o --key k --signer ssh-agent',
    'name one key, with --key or --signer; found both',
  ],
  [
    'hsm logout',
    'hsm logout ends all sessions, of other processes too',
    "add --all to end them; a console's own session ends with logoutHSM in it",
  ],
  [
    'hsm doctor --hsm c --dump d',
    '--hsm and --dump both say what to look at',
    'use one of the two',
  ],
  ['hsm explain --hsm c --last 2 --all', '--last and --all do not go together'],
  [
    'hsm configure-cli --disable-key-availability-check --enable-key-availability-check',
    '--disable-key-availability-check and --enable-key-availability-check do not go together',
    'say one of the two',
  ],
  [
    'hsm configure-cli -a 10.0.2.14 --cluster-id cluster-1',
    '-a and --cluster-id do not go together',
    'name the HSMs, or the cluster that they are of',
  ],
  [
    'hsm configure-cli add-cluster',
    'a word that is no option; other clusters cannot be added or removed here',
    'an emulated cloudhsm-cli reaches one cluster: that of MOFN_HSM',
  ],
  [
    'hsm log --format aws --json',
    '--json has the records as this cluster keeps them, not as aws delivers them',
    'leave out --format or --json',
  ],
  [
    'hsm log --out-dir d',
    '--out-dir is for the streams of --format aws',
    'add --format aws, or leave out --out-dir',
  ],
  [
    'hsm log --format aws --force',
    '--force replaces files, and there is no --out-dir to write any',
    'name a folder with --out-dir',
  ],
  ['audit', 'found no log', 'name the log of each HSM with --log'],
  ['audit --log - --request -', 'standard input can be only one of these files'],
  [
    'audit --log a --roster r --policy p',
    '--roster and --policy exclude each other: a policy has the keys of its people',
    'leave out --roster',
  ],
  [
    'demo --keys --sdk5',
    'give --keys or --sdk5, not both',
    'each is a tale of its own: mofn demo --sdk5, then mofn demo --keys',
  ],
  [
    'demo --keys --request',
    'give --keys or --request, not both',
    'each is a tale of its own: mofn demo --request, then mofn demo --keys',
  ],
  [
    'demo --sdk5 --request',
    'give --sdk5 or --request, not both',
    'each is a tale of its own: mofn demo --sdk5, then mofn demo --request',
  ],
  [
    'demo --evidence e --sdk5',
    'give --sdk5 or --evidence, not both',
    'each is a tale of its own: mofn demo --sdk5, then mofn demo --evidence DIR',
  ],
  [
    'demo --evidence e --request',
    'give --request or --evidence, not both',
    'each is a tale of its own: mofn demo --request, then mofn demo --evidence DIR',
  ],
  [
    'demo --evidence e --keys',
    'give --keys or --evidence, not both',
    'each is a tale of its own: mofn demo --keys, then mofn demo --evidence DIR',
  ],
  ['demo --evidence e --keep k', '--evidence names the folder that stays', 'leave out --keep'],
  [
    'policy check p --set - --request -',
    'standard input can be only one of policy, set and request',
  ],
  ['digest compare - -', 'standard input can be read only once', 'name - once'],
  ['ceremony lint - -', 'standard input can be read only once', 'name - once'],
  [
    'ceremony run - --dir d',
    'standard input has the answers, and cannot be the script',
    'name a file',
  ],
  [
    'ceremony run c --dir d --json',
    '--json is for rehearsals: people are shown what they read',
    'add --rehearse, or leave out --json',
  ],
  ['policy lint - -', 'standard input can be read only once', 'name - once'],
  [
    'ceremony status .',
    '--roster is missing: whose keys are trusted',
    'a folder with a file NAME.pub for each officer; or a policy, with --policy',
  ],
  ['policy sign p', 'name one key, with --key or --signer; found none', NO_KEY],
  ['policy sign p --key k --signer ssh-agent', 'name one key, with --key or --signer; found both'],
  ['evidence sign b', 'name one key, with --key or --signer; found none', NO_KEY],
  [
    'evidence sign b --key k --signer ssh-agent',
    'name one key, with --key or --signer; found both',
  ],
  ['evidence verify - --roster -', 'standard input can be only one of bundle and roster'],
  ['policy verify - --roster -', 'standard input can be only one of policy and roster'],
  [
    'policy verify p --roster p',
    'a policy cannot vouch for itself: whoever wrote it chose the keys in it',
    'name a roster, or the policy that is trusted already, with --roster',
  ],
  ['request bind - --token -', 'standard input can be only one of draft and token'],
  ['request combine - -', 'standard input can be read only once', 'name - once'],
  [
    'request new --operation o --token - --policy -',
    'standard input can be only one of token, policy and data',
  ],
  [
    'request new --operation o --token t --requester r',
    '--token and --requester exclude each other: the token says whose it is',
    'leave out --requester',
  ],
  [
    'request new --operation o --token t --service 3',
    '--token and --service exclude each other: the token says its service',
    'leave out --service',
  ],
  [
    'request new --operation o',
    'found no token, and nobody who asks for one',
    'name the token with --token, or make a draft with --requester and --service',
  ],
  [
    'request new --operation o --requester r',
    '--service is missing: a draft says what token it is going to be for',
    '3 is for users (USER_MGMT), 4 for M values (MISC_CO), 5 for a signature with a key (USE_KEY)',
  ],
  ['request verify - --token -', 'standard input can be only one of request, token and policy'],
  ['hsm run', 'no command to run', 'write it behind --, as mofn hsm run -- make test'],
];

describe('arguments that make no sense together', () => {
  it.each(LINES.map(([line, message, hint]) => ({ line, message, hint })))(
    'mofn $line',
    async ({ line, message, hint }) => {
      const ofHelp = `mofn ${pathOf(line)} --help tells how it is used`;
      const stderr = `error: ${message}\nhint: ${hint ?? ofHelp}\n`;
      const expected = { code: 2, stdout: '', stderr };
      expect(await runCommand(line.split(' '))).toMatchObject(expected);
      // A form that the quick reader leaves to yargs.
      expect(await runCommand([...line.split(' '), '--quiet=false'])).toMatchObject(expected);
    },
  );

  it('each row of each table has a line here', () => {
    const rows = DEFINITIONS.flatMap(({ path, refusals = [] }) => refusals.map(() => path));
    const lines = LINES.map(([line]) => pathOf(line));
    expect(lines.sort()).toEqual(rows.sort());
  });

  it.each(DEFINITIONS.filter(({ refusals = [] }) => refusals.length > 0))(
    '$path names none but its own arguments',
    ({ options, positionals, acceptsRest, refusals = [] }) => {
      const known = new Set([...Object.keys(options), ...positionals.map(({ name }) => name)]);
      if (acceptsRest === true) known.add('--');
      expect(refusals.flatMap(namesIn).filter((name) => !known.has(name))).toEqual([]);
    },
  );

  it('are refused by the first row that holds whole', () => {
    const definition = defineCommand({
      path: 'sample',
      summary: 'a command',
      positionals: [],
      options: { a: { describe: 'a' }, b: { describe: 'b' }, c: { describe: 'c', array: true } },
      refusals: [
        { given: ['a'], missing: ['b'], message: 'a without b' },
        { given: ['a'], same: ['a', 'b'], message: 'both are {a}' },
        { several: ['c'], not: { b: 'many' }, message: '{c} of c' },
      ],
      examples: [],
    });
    const judge = (args: Readonly<Record<string, unknown>>) => () =>
      refuseNonsense(definition, args);
    expect(judge({ a: 'x', b: undefined, c: ['1', '2'] })).toThrow('a without b');
    expect(judge({ a: 'x', b: 'x', c: [] })).toThrow('both are x');
    expect(judge({ a: undefined, b: 'y', c: ['1', '2', '3'] })).toThrow('3 of c');
    expect(judge({ a: undefined, b: 'many', c: ['1', '2', '3'] })).not.toThrow();
    expect(judge({ a: undefined, b: undefined, c: ['1'] })).not.toThrow();
  });
});

function namesIn({ message, hint, not = {}, ...lists }: Refusal): string[] {
  const inMessage = [...message.matchAll(/\{([\w-]+)\}/g)].map(([, name = '']) => name);
  return [...inMessage, ...Object.keys(not), ...Object.values(lists).flat()];
}
