import { describe, expect, it } from 'vitest';
import { CommandShell, type LineReason } from '../../src/cloudhsm-cli/command-shell.ts';
import { LONGEST_LINE } from '../../src/terminal/line-reader.ts';
import { PipedLines } from '../../src/terminal/piped-lines.ts';
import { Questions } from '../../src/terminal/questions.ts';
import { TerminalLines } from '../../src/terminal/terminal-lines.ts';
import { piecesOf } from '../mgmt-util/run-console.ts';
import { SAMPLE } from './grammar/sample-commands.ts';

const PROMPT = 'aws-cloudhsm > ';

interface Run {
  readonly printed: string;
  readonly errors: string;
  /** The commands that were carried out. */
  readonly ran: readonly string[];
  readonly notes: readonly (readonly [string | null, LineReason])[];
}

/** What a shell does that is typed into; a login without a password asks for it. */
async function run(pieces: readonly string[], isTerminal: boolean): Promise<Run> {
  let [printed, errors] = ['', ''];
  const ran: string[] = [];
  const notes: [string | null, LineReason][] = [];
  const output = {
    write: (text: string) => {
      printed += text;
    },
  };
  const input = piecesOf(...pieces);
  const lines = isTerminal
    ? new TerminalLines(input, output, { setRawMode: () => undefined, columns: 80 })
    : new PipedLines(input, output);
  const questions = new Questions(lines, output);
  const shell = new CommandShell({
    commands: SAMPLE.subcommands ?? [],
    lines,
    output,
    errors: {
      write: (text) => {
        errors += text;
      },
    },
    prompt: () => PROMPT,
    run: async ({ path, values }) => {
      ran.push([...path, ...[...values].flat()].join(' '));
      if (path.join() === 'login' && !values.has('password')) {
        ran.push(`password: ${await questions.askSecret('Enter password:')}`);
        ran.push(`file: ${await questions.askEntry('Enter path:')}`);
      }
      output.write('{}\n');
    },
    isOver: () => questions.ended,
    paths: () => [],
    note: (command, reason) => notes.push([command, reason]),
  });
  await shell.converse();
  await lines.close();
  return { printed, errors, ran, notes };
}

const pipe = (text: string): Promise<Run> => run([text], false);
const type = (...pieces: readonly string[]): Promise<Run> => run(pieces, true);

describe('over a pipe', () => {
  it('shows prompts and answers, and nothing of what was typed', async () => {
    const { printed, ran } = await pipe('user list\n\nuser list\nquit\nuser list\n');
    expect(printed).toBe(`${PROMPT}{}\n${PROMPT}${PROMPT}{}\n${PROMPT}`);
    expect(ran).toEqual(['user list', 'user list']);
  });

  it.each(['', 'user list'])('ends where input ends: %j', async (last) => {
    const { printed } = await pipe(last);
    expect(printed.endsWith(`${PROMPT}\n`)).toBe(true);
  });

  it('reads what a command asks for from the next lines, and ends each question', async () => {
    const { printed, ran } = await pipe('login --username a --role admin\nsecret\n\nuser list\n');
    expect(ran).toEqual(['login username a role admin', 'password: secret', 'file: ', 'user list']);
    expect(printed).toContain(`${PROMPT}Enter password:\nEnter path:\n{}\n`);
  });

  it('ends after a command whose question had no answer', async () => {
    const { ran, printed } = await pipe('login --username a --role admin\n');
    expect(ran).toEqual(['login username a role admin', 'password: undefined', 'file: undefined']);
    expect(printed.split(PROMPT)).toHaveLength(2);
  });
});

describe('a line that goes on', () => {
  const REGISTER = [
    'user create \\\n',
    '    --username alice \\\n',
    '    --role admin --approval "my\\\n file"\n',
  ];

  // As `user change-quorum token-sign register` is documented: no prompt but the first.
  it.each([
    ['over a pipe', false],
    ['on a terminal', true],
  ])('is one command, %s', async (_name, isTerminal) => {
    const { ran, printed } = await run([...REGISTER, 'quit\n'], isTerminal);
    expect(ran).toEqual(['user create username alice role admin approval my file']);
    const echoed = isTerminal ? REGISTER.join('') : '';
    expect(printed).toBe(`${PROMPT}${echoed}{}\n${PROMPT}${isTerminal ? 'quit\n' : ''}`);
  });

  it('comes back as one line', async () => {
    const { ran } = await type('user \\\rlist\r', '\x1b[A --cluster-id c\r', 'quit\r');
    expect(ran).toEqual(['user list', 'user list cluster-id c']);
  });

  it('is dropped whole at Ctrl-C', async () => {
    expect((await type('user \\\r', 'cre\x03', 'user list\r')).ran).toEqual(['user list']);
  });

  it('is not carried out where input ends', async () => {
    const { ran, errors } = await pipe('user list \\\n');
    expect(ran).toEqual([]);
    expect(errors).toBe('error: the line goes on after its backslash, but input ended\n');
  });

  it('is completed with what stands before it, and may be indented with tabs', async () => {
    const typed = ['user create \\\r', '\t--us\talice --role ad\t\r'];
    expect((await type(...typed)).ran).toEqual(['user create username alice role admin']);
  });
});

describe('lines that are refused', () => {
  it('say what is wrong where errors go, and are noted', async () => {
    const { errors, notes, ran } = await pipe('usr list\nuser create\nuser "list\nuser list\n');
    expect(errors).toContain("error: unrecognized subcommand 'usr'\n\n  tip:");
    expect(errors).toContain('\nUsage: user create --username <USERNAME> --role <ROLE>\n');
    expect(errors).toContain('error: the quotation that begins with " does not end\n');
    expect(notes).toEqual([
      [null, { code: 'unknown-command', nearest: 'user' }],
      [
        'user create',
        {
          code: 'wrong-words',
          syntax:
            'user create [OPTIONS] --username <USERNAME> --role <ROLE> [--password <PASSWORD>]',
        },
      ],
    ]);
    expect(ran).toEqual(['user list']);
  });

  it('are dropped with all that they go on in, where they are too long', async () => {
    const long = 'x'.repeat(LONGEST_LINE);
    const lines = [`user list ${long}`, `user ${long.slice(0, -5)}\\`, 'quit \\', 'quit'];
    const { errors, ran } = await pipe(`${lines.join('\n')}\nlogout\n`);
    expect(errors).toBe('error: the line is too long\n'.repeat(2));
    expect(ran).toEqual(['logout']);
  });

  it('are not too many', async () => {
    const { ran, errors } = await pipe(`${'\\\n'.repeat(20_000)}quit\nlogout\n`);
    expect(errors).toBe('error: the line is too long\n');
    expect(ran).toEqual(['logout']);
  });
});

describe('the words of the shell itself', () => {
  it('are help, also of one command, and quit or exit', async () => {
    const { printed } = await pipe('help\nhelp user create\nexit\nuser list\n');
    expect(printed).toContain('\nUsage: <COMMAND>\n\nCommands:\n');
    expect(printed).toContain('  quit         Leave the shell\n');
    expect(printed).toContain('Creates a user\n\nUsage: user create [OPTIONS] --username');
    expect(printed).not.toContain('{}');
  });
});

describe('the history', () => {
  it('keeps no line with a password, nor one that is no command', async () => {
    const { ran, printed } = await type(
      'user list\r',
      'login --username a --role admin --password opensesame\r',
      'logn --username a --role admin --password opensesame\r',
      '\x1b[A\r',
    );
    expect(ran.at(-1)).toBe('user list');
    expect(printed.split('opensesame')).toHaveLength(3);
  });

  it.each([
    'user create --username a --role admin --password opensesame --help',
    'user create --password=opensesame -h',
    'login --username a --role admin --password opensesame help mfa-token-sign',
  ])('keeps no password that stood before a question for help: %s', async (line) => {
    const { ran, printed } = await type('user list\r', `${line}\r`, '\x1b[A\r');
    expect(ran).toEqual(['user list', 'user list']);
    expect(printed.split('opensesame')).toHaveLength(2);
  });

  it.each(['user create --help', 'user list -h', 'help user create'])('keeps %s', async (line) => {
    const { printed } = await type(`${line}\r`, '\x1b[A', '\x15quit\r');
    expect(printed.split(line)).toHaveLength(3);
  });
});

it('completes on Tab, and shows the prompt once for each line', async () => {
  const { printed, ran } = await type('us\tli\t\r', 'quit\r');
  expect(printed).toBe(`${PROMPT}user list \n{}\n${PROMPT}quit\n`);
  expect(ran).toEqual(['user list']);
});
