import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CommandSpec } from '../../../src/cloudhsm-cli/grammar/command-spec.ts';
import { type Parsing, parseCommand } from '../../../src/cloudhsm-cli/grammar/parse-command.ts';
import { howMany } from '../../support/how-many.ts';
import { CLAP_ERRORS, CLAP_HELP, type ClapOutput } from './clap-outputs.ts';
import { SAMPLE } from './sample-commands.ts';

const wordsOf = (line: string): string[] => line.split(' ').filter((word) => word !== '');
const parse = (line: string): Parsing => parseCommand(SAMPLE, wordsOf(line), 'cloudhsm-cli');

describe('what is printed', () => {
  const run = ({ root, line }: ClapOutput): Parsing => {
    const [program = '', ...words] = wordsOf(line);
    return parseCommand(root, words, program);
  };

  it.each(CLAP_ERRORS)('$line: as in $source', (output) => {
    expect(run(output)).toMatchObject({ kind: 'error', text: output.prints });
  });

  it.each(CLAP_HELP)('$line: as in $source', (output) => {
    expect(run(output)).toEqual({ kind: 'help', text: output.prints });
  });
});

describe('what is read', () => {
  function valuesOf(line: string): object {
    const parsing = parse(line);
    if (parsing.kind !== 'command') throw new Error(parsing.text);
    return {
      command: parsing.command.path.join(' '),
      ...Object.fromEntries(parsing.command.values),
    };
  }

  it('is options in both of their forms and in any order', () => {
    const expected = {
      command: 'user create',
      username: 'alice',
      role: 'admin',
      approval: 'f.token',
    };
    expect(valuesOf('user create --username alice --role admin --approval f.token')).toEqual(
      expected,
    );
    expect(valuesOf('user create --approval=f.token --role=admin --username=alice')).toEqual(
      expected,
    );
  });

  it('is the options of a command that has a subcommand before that', () => {
    expect(valuesOf('login --username a --role admin mfa-token-sign --token t')).toEqual({
      command: 'login mfa-token-sign',
      username: 'a',
      role: 'admin',
      token: 't',
    });
    expect(valuesOf('login --username mfa-token-sign --role admin')).toMatchObject({
      command: 'login',
      username: 'mfa-token-sign',
    });
  });

  it('is flags, numbers, and as many values as there are', () => {
    expect(
      valuesOf('user change-mfa token-sign --username a --role admin --deregister'),
    ).toMatchObject({ deregister: true });
    expect(valuesOf('quorum set-quorum-value --service user --value +2')).toMatchObject({
      value: 2,
    });
    expect(valuesOf('cluster register-trust-anchor --path a b --approval c --path=d')).toEqual({
      command: 'cluster register-trust-anchor',
      path: ['a', 'b', 'd'],
      approval: 'c',
    });
    expect(valuesOf('cluster register-trust-anchor --path')).toMatchObject({ path: [] });
  });

  it('is --cluster-id on each command that does something', () => {
    expect(valuesOf('logout --cluster-id cluster-1')).toEqual({
      command: 'logout',
      'cluster-id': 'cluster-1',
    });
    expect(parse('user --cluster-id cluster-1 list').kind).toBe('error');
  });

  it('is a value with equals signs, and an empty one', () => {
    expect(valuesOf('user create --username=a=b --role admin --password=')).toMatchObject({
      username: 'a=b',
      password: '',
    });
  });

  it('tells whether a value is a secret', () => {
    const holdsSecret = (line: string): boolean => {
      const parsing = parse(line);
      return parsing.kind === 'command' && parsing.command.holdsSecret;
    };
    expect(
      holdsSecret('login --username a --role admin --password x mfa-token-sign --token t'),
    ).toBe(true);
    expect(holdsSecret('login --username a --role admin')).toBe(false);
  });
});

describe('what is refused', () => {
  const refused = (line: string): string => {
    const parsing = parse(line);
    return parsing.kind === 'error' ? parsing.text : parsing.kind;
  };

  it('has the options that a command requires before its subcommand in the usage line', () => {
    expect(refused('login mfa-token-sign')).toContain(
      'Usage: cloudhsm-cli login --username <USERNAME> --role <ROLE> mfa-token-sign --token <TOKEN>\n',
    );
    expect(refused('login mfa-token-sign --token t')).toContain(
      'Usage: cloudhsm-cli login --username <USERNAME> --role <ROLE>\n',
    );
  });

  // The order of the documented synopsis.
  it('names what may be left out and is documented so', () => {
    expect(refused('user create --username a --username b')).toContain(
      'Usage: cloudhsm-cli user create [OPTIONS] --username <USERNAME> --role <ROLE> [--password <PASSWORD>]\n',
    );
  });

  it('names an option of a subcommand that stands behind', () => {
    expect(refused('login --tokn mfa-token-sign')).toContain(
      "tip: 'mfa-token-sign --token' exists\n",
    );
  });

  it.each([
    ['user create --username --role admin', "value is required for '--username <USERNAME>'"],
    ['user create --username -x --role admin', "unexpected argument '-x' found"],
    ['quorum set-quorum-value --service user --value two', ': invalid digit found in string'],
    ['quorum set-quorum-value --service user --value=', ': cannot parse integer from empty string'],
    ['quorum set-quorum-value --service user --value -1', "unexpected argument '-1' found"],
    [
      'quorum set-quorum-value --service user --value 4294967296',
      ': 4294967296 is not in 0..=4294967295',
    ],
    [
      'quorum set-quorum-value --service user --value 9223372036854775808',
      ': number too large to fit in target type',
    ],
    ['user list \u001b[31m', "unexpected argument '\\x1b[31m' found"],
  ])('%s', (line, text) => {
    expect(refused(line)).toContain(text);
  });

  it('is a group with options that lacks a command', () => {
    const group: CommandSpec = {
      name: 'demo',
      about: '',
      options: [{ name: 'all', describe: '' }],
      subcommands: [
        { name: 'add', about: '' },
        { name: 'remove', about: '' },
      ],
    };
    // As clap prints it where it is not told to print the help instead.
    expect(parseCommand(group, ['--all'], 'demo')).toMatchObject({
      text: `error: 'demo' requires a subcommand but one was not provided
  [subcommands: add, remove, help]

Usage: demo [OPTIONS] <COMMAND>

For more information, try '--help'.
`,
    });
  });

  it('is a group without a command, with its help', () => {
    expect(refused('user')).toMatch(/^Users\n\nUsage: cloudhsm-cli user <COMMAND>\n\nCommands:\n/);
  });
});

it('leaves out the name of the program where there is none', () => {
  const text = (...words: string[]): string => {
    const parsing = parseCommand(SAMPLE, words, '');
    return parsing.kind === 'command' ? '' : parsing.text;
  };
  expect(text('help')).toContain('\nUsage: <COMMAND>\n');
  expect(text('user', 'change-mfa', 'token-sign')).toContain(
    'Usage: user change-mfa token-sign --username <USERNAME> --role <ROLE> <--token <TOKEN>|--deregister>\n',
  );
});

describe('help', () => {
  it('lines descriptions up, and shows choices behind them', () => {
    const parsing = parse('quorum set-quorum-value --help');
    expect(parsing).toEqual({
      kind: 'help',
      text: `Sets how many must approve

Usage: cloudhsm-cli quorum set-quorum-value [OPTIONS] --service <SERVICE> --value <VALUE>

Options:
      --cluster-id <CLUSTER_ID>  The cluster to work with, where the configuration names several
      --service <SERVICE>        Kind of operation [possible values: user, quorum, cluster]
      --value <VALUE>            How many
      --approval <APPROVAL>      Signed token file
  -h, --help                     Print help
`,
    });
  });

  it('is the same from all that ask for it', () => {
    const lines = ['user create --help', 'user create -h', 'help user create', 'user help create'];
    const helps = lines.map((line) => parse(line));
    expect(helps.map(({ kind }) => kind)).toEqual(['help', 'help', 'help', 'help']);
    expect(new Set(helps.map((each) => JSON.stringify(each))).size).toBe(1);
  });
});

it('answers any words, in time', () => {
  const known = fc.constantFrom(
    ...['user', 'create', 'login', 'mfa-token-sign', 'help', 'cluster', 'register-trust-anchor'],
    ...['--username', '--role', '--role=admin', 'admin', '--password', '--path', '--', '-', '-h'],
    ...['--deregister', '--token=', '--help', '-hx', '--value', '__proto__', '--__proto__', '--=x'],
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(known, known, fc.string()), { maxLength: 12 }), (words) => {
      const parsing = parseCommand(SAMPLE, words, 'cloudhsm-cli');
      if (parsing.kind === 'command') return;
      expect(parsing.text.endsWith('\n')).toBe(true);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that is the point
      expect(parsing.text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }),
    { numRuns: howMany(1_000, 100_000) },
  );
});

describe('a help that is longer than its summary', () => {
  // The layout of "user create" in the AWS CloudHSM user guide (2023-04).
  const ROOT: CommandSpec = {
    name: 'tool',
    about: 'Works',
    version: '5.18.0',
    subcommands: [
      {
        name: 'put',
        about: 'Puts',
        options: [
          {
            name: 'role',
            value: 'ROLE',
            describe: 'Who',
            choices: ['crypto-user', 'admin'],
            choiceHelp: { 'crypto-user': 'Uses keys', admin: 'Manages users' },
          },
          { name: 'kind', value: 'KIND', describe: 'What', choices: ['a', 'b'] },
        ],
      },
    ],
  };
  const textOf = (...words: string[]): string => {
    const parsing = parseCommand(ROOT, words, 'tool');
    return parsing.kind === 'help' ? parsing.text : parsing.kind;
  };

  it('has a paragraph for each option, and what each value means', () => {
    expect(textOf('put', '--help')).toBe(`Puts

Usage: tool put [OPTIONS]

Options:
      --cluster-id <CLUSTER_ID>
          The cluster to work with, where the configuration names several

      --role <ROLE>
          Who

          Possible values:
          - crypto-user: Uses keys
          - admin:       Manages users

      --kind <KIND>
          What

          [possible values: a, b]

  -h, --help
          Print help (see a summary with '-h')
`);
    expect(textOf('help', 'put')).toBe(textOf('put', '--help'));
  });

  it('has what values mean below them, where it is long', () => {
    const [put] = ROOT.subcommands ?? [];
    const meaning = 'm'.repeat(100 - 'crypto-user'.length - 12);
    const option = {
      name: 'role',
      value: 'ROLE',
      describe: 'Who',
      choices: ['admin', 'crypto-user'],
    };
    const help = (text: string): string => {
      const options = [{ ...option, choiceHelp: { admin: text, 'crypto-user': '' } }];
      const parsing = parseCommand({ ...ROOT, ...put, options, subcommands: [] }, ['--help'], '');
      return parsing.kind === 'help' ? parsing.text : parsing.kind;
    };
    expect(help(meaning)).toContain(`          - admin:       ${meaning}\n`);
    expect(help(`${meaning}m`)).toContain(`          - admin:\n            ${meaning}m\n`);
  });

  it('has the summary for -h', () => {
    expect(textOf('put', '-h')).toContain(`
      --role <ROLE>              Who [possible values: crypto-user, admin]
      --kind <KIND>              What [possible values: a, b]
  -h, --help                     Print help (see more with '--help')
`);
  });

  it('tells the version at the top alone', () => {
    expect(textOf('--version')).toBe('tool 5.18.0\n');
    expect(textOf('-V')).toBe('tool 5.18.0\n');
    expect(textOf('put', '--version')).toBe('error');
    expect(textOf('-h')).toContain('  -h, --help     Print help\n  -V, --version  Print version\n');
  });
});

it('puts descriptions below the options where they would be too wide', () => {
  const option = { value: 'V'.repeat(30), describe: 'd'.repeat(60) };
  const root: CommandSpec = {
    name: 'tool',
    about: 'Works',
    options: [{ name: 'long-option', ...option }],
  };
  expect(parseCommand(root, ['-h'], 'tool')).toMatchObject({
    text: expect.stringContaining(
      `      --long-option <${'V'.repeat(30)}>\n          ${'d'.repeat(60)}\n  -h, --help\n          Print help\n`,
    ),
  });
});
