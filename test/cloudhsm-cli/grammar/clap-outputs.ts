/**
 * What programs that are made with clap 4.5 print, so that ours can be held to it: the part of their
 * commands that matters, a command line, and the whole answer. Those of cargo and rustup were run
 * (cargo 1.95.0, rustup 1.29.0); others stand in the tests of the projects that are named.
 */
import type { CommandSpec } from '../../../src/cloudhsm-cli/grammar/command-spec.ts';

const FORMATS = [
  'human',
  'short',
  'json',
  'json-diagnostic-short',
  'json-diagnostic-rendered-ansi',
  'json-render-diagnostics',
];

const CARGO: CommandSpec = {
  name: 'cargo',
  about: '',
  subcommands: [
    {
      name: 'build',
      about: '',
      options: [
        { name: 'quiet', describe: '' },
        { name: 'message-format', value: 'FMT', describe: '', choices: FORMATS },
      ],
    },
    {
      name: 'report',
      about: '',
      options: [
        { name: 'color', value: 'WHEN', describe: '', choices: ['auto', 'always', 'never'] },
      ],
      subcommands: [
        { name: 'timings', about: '', options: [{ name: 'id', value: 'id', describe: '' }] },
      ],
    },
  ],
};

const TARGET = { name: 'target', value: 'TARGET', describe: '' };

const RUSTUP: CommandSpec = {
  name: 'rustup',
  about: '',
  subcommands: [
    {
      name: 'set',
      about: 'Alter rustup settings',
      subcommands: [
        {
          name: 'default-host',
          about: 'The triple used to identify toolchains when not specified',
        },
        { name: 'profile', about: 'The default components installed with a toolchain' },
        { name: 'auto-self-update', about: 'The rustup auto self update mode' },
        { name: 'auto-install', about: 'The auto toolchain install mode' },
      ],
    },
    {
      name: 'component',
      about: "Modify a toolchain's installed components",
      subcommands: [
        { name: 'list', about: 'List installed and available components', options: [TARGET] },
        { name: 'add', about: 'Add a component to a Rust toolchain' },
        { name: 'remove', about: 'Remove a component from a Rust toolchain' },
      ],
    },
    {
      name: 'target',
      about: '',
      subcommands: [
        { name: 'add', aliases: ['install'], about: '' },
        {
          name: 'list',
          about: '',
          options: [
            { name: 'quiet', describe: '' },
            { name: 'installed', describe: '' },
          ],
        },
      ],
    },
  ],
};

/** Commands of one level, as they stand in tests of others. */
const alone = (name: string, rest: Omit<CommandSpec, 'name' | 'about'>): CommandSpec => ({
  name,
  about: '',
  ...rest,
});

const required = (
  name: string,
): { name: string; value: string; describe: string; required: true } => ({
  name,
  value: name.toUpperCase().replaceAll('-', '_'),
  describe: '',
  required: true,
});

export interface ClapOutput {
  readonly source: string;
  readonly root: CommandSpec;
  /** With the program's name. */
  readonly line: string;
  readonly prints: string;
}

const HINT = "For more information, try '--help'.\n";

export const CLAP_ERRORS: readonly ClapOutput[] = [
  {
    source: 'cargo',
    root: CARGO,
    line: 'cargo build --mesage',
    prints: `error: unexpected argument '--mesage' found

  tip: a similar argument exists: '--message-format'

Usage: cargo build --message-format <FMT>

${HINT}`,
  },
  {
    source: 'cargo',
    root: CARGO,
    line: 'cargo build --message-format',
    prints: `error: a value is required for '--message-format <FMT>' but none was supplied
  [possible values: human, short, json, json-diagnostic-short, json-diagnostic-rendered-ansi, json-render-diagnostics]

${HINT}`,
  },
  {
    source: 'cargo',
    root: CARGO,
    line: 'cargo build --message-format=',
    prints: `error: a value is required for '--message-format <FMT>' but none was supplied
  [possible values: human, short, json, json-diagnostic-short, json-diagnostic-rendered-ansi, json-render-diagnostics]

${HINT}`,
  },
  {
    source: 'cargo',
    root: CARGO,
    line: 'cargo build --message-format shrt',
    prints: `error: invalid value 'shrt' for '--message-format <FMT>'
  [possible values: human, short, json, json-diagnostic-short, json-diagnostic-rendered-ansi, json-render-diagnostics]

  tip: a similar value exists: 'short'

${HINT}`,
  },
  {
    source: 'cargo',
    root: CARGO,
    line: 'cargo build --quiet=x',
    prints: `error: unexpected value 'x' for '--quiet' found; no more were expected

Usage: cargo build --quiet

${HINT}`,
  },
  {
    source: 'cargo',
    root: CARGO,
    line: 'cargo report zzz',
    prints: `error: unrecognized subcommand 'zzz'

Usage: cargo report [OPTIONS] <COMMAND>

${HINT}`,
  },
  {
    source: 'cargo',
    root: CARGO,
    line: 'cargo report --help=x',
    prints: `error: unexpected value 'x' for '--help' found; no more were expected

Usage: cargo report --help <COMMAND>

${HINT}`,
  },
  {
    source: 'cargo',
    root: CARGO,
    line: 'cargo report timings -x',
    prints: `error: unexpected argument '-x' found

Usage: cargo report timings [OPTIONS]

${HINT}`,
  },
  {
    source: 'cargo',
    root: CARGO,
    line: 'cargo report timings stray',
    prints: `error: unexpected argument 'stray' found

Usage: cargo report timings [OPTIONS]

${HINT}`,
  },
  {
    source: 'cargo',
    root: CARGO,
    line: 'cargo report timings --id',
    prints: `error: a value is required for '--id <id>' but none was supplied

${HINT}`,
  },
  {
    source: 'cargo',
    root: CARGO,
    line: 'cargo report -- timings',
    prints: `error: unexpected argument 'timings' found

  tip: subcommand 'timings' exists; to use it, remove the '--' before it

Usage: cargo report [OPTIONS] <COMMAND>

${HINT}`,
  },
  {
    source: 'rustup',
    root: RUSTUP,
    line: 'rustup set profle',
    prints: `error: unrecognized subcommand 'profle'

  tip: a similar subcommand exists: 'profile'

Usage: rustup set <COMMAND>

${HINT}`,
  },
  {
    source: 'rustup',
    root: RUSTUP,
    line: 'rustup set auto',
    prints: `error: unrecognized subcommand 'auto'

  tip: some similar subcommands exist: 'auto-self-update', 'auto-install'

Usage: rustup set <COMMAND>

${HINT}`,
  },
  {
    source: 'rustup',
    root: RUSTUP,
    line: 'rustup target stable',
    prints: `error: unrecognized subcommand 'stable'

  tip: a similar subcommand exists: 'install'

Usage: rustup target <COMMAND>

${HINT}`,
  },
  {
    source: 'rustup',
    root: RUSTUP,
    line: 'rustup component --verbos add',
    prints: `error: unexpected argument '--verbos' found

Usage: rustup component <COMMAND>

${HINT}`,
  },
  {
    source: 'rustup',
    root: RUSTUP,
    line: 'rustup target list --installed --installed',
    prints: `error: the argument '--installed' cannot be used multiple times

Usage: rustup target list [OPTIONS]

${HINT}`,
  },
  {
    source: 'rustup',
    root: RUSTUP,
    line: 'rustup component help list --x',
    prints: `error: unrecognized subcommand '--x'

Usage: rustup component list [OPTIONS]

${HINT}`,
  },
  {
    source: 'rustup',
    root: RUSTUP,
    line: 'rustup help set nothing',
    prints: `error: unrecognized subcommand 'nothing'

Usage: rustup set <COMMAND>

${HINT}`,
  },
  {
    source: 'clap, tests/derive/groups.rs',
    root: alone('test', {
      oneOf: [['path', 'git']],
      options: [
        { name: 'path', value: 'PATH', describe: '' },
        { name: 'git', value: 'GIT', describe: '' },
      ],
    }),
    line: 'test',
    prints: `error: the following required arguments were not provided:
  <--path <PATH>|--git <GIT>>

Usage: test <--path <PATH>|--git <GIT>>

${HINT}`,
  },
  {
    source: 'clap, tests/builder/groups.rs',
    root: alone('clap-test', {
      oneOf: [['all', 'delete']],
      options: [
        { name: 'all', describe: '' },
        { name: 'delete', describe: '' },
      ],
    }),
    line: 'clap-test --delete --all',
    prints: `error: the argument '--delete' cannot be used with '--all'

Usage: clap-test <--all|--delete>

${HINT}`,
  },
  {
    source: 'the tests of private-ai-proxy',
    root: alone('private-ai-proxy', {
      subcommands: [
        {
          name: 'profiles',
          about: '',
          subcommands: [
            {
              name: 'add',
              about: '',
              options: [required('id'), required('name'), required('url')],
            },
          ],
        },
      ],
    }),
    line: 'private-ai-proxy profiles add --id test',
    prints: `error: the following required arguments were not provided:
  --name <NAME>
  --url <URL>

Usage: private-ai-proxy profiles add --id <ID> --name <NAME> --url <URL>

${HINT}`,
  },
  {
    source: 'the tests of cotp, with a value for its group',
    root: alone('cotp', {
      subcommands: [{ name: 'add', about: '', options: [required('otpuri'), required('label')] }],
    }),
    line: 'cotp add',
    prints: `error: the following required arguments were not provided:
  --otpuri <OTPURI>
  --label <LABEL>

Usage: cotp add --otpuri <OTPURI> --label <LABEL>

${HINT}`,
  },
  {
    source: 'the tests of specdown',
    root: alone('specdown', {
      options: [{ name: 'jobs', value: 'JOBS', describe: '', number: true }],
    }),
    line: 'specdown --jobs=-1',
    prints: `error: invalid value '-1' for '--jobs <JOBS>': -1 is not in 0..=4294967295

${HINT}`,
  },
];

export const CLAP_HELP: readonly ClapOutput[] = [
  {
    source: 'rustup',
    root: RUSTUP,
    line: 'rustup set --help',
    prints: `Alter rustup settings

Usage: rustup set <COMMAND>

Commands:
  default-host      The triple used to identify toolchains when not specified
  profile           The default components installed with a toolchain
  auto-self-update  The rustup auto self update mode
  auto-install      The auto toolchain install mode
  help              Print this message or the help of the given subcommand(s)

Options:
  -h, --help  Print help
`,
  },
  {
    source: 'rustup',
    root: RUSTUP,
    line: 'rustup component -h',
    prints: `Modify a toolchain's installed components

Usage: rustup component <COMMAND>

Commands:
  list    List installed and available components
  add     Add a component to a Rust toolchain
  remove  Remove a component from a Rust toolchain
  help    Print this message or the help of the given subcommand(s)

Options:
  -h, --help  Print help
`,
  },
  {
    source: 'rustup',
    root: RUSTUP,
    line: 'rustup component help help',
    prints: `Print this message or the help of the given subcommand(s)

Usage: rustup component help [COMMAND]...

Arguments:
  [COMMAND]...  Print help for the subcommand(s)
`,
  },
];
