/**
 * The frame of the command line: which code a run ends with, what is said where it fails, and help.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFINITIONS } from '../../src/cli/commands/definitions.ts';
import type { StreamError, World } from '../../src/cli/context.ts';
import { EXIT_CODES, exitCodeOf } from '../../src/cli/exit-codes.ts';
import { type HelpPages, renderHelpPages } from '../../src/cli/help.ts';
import { main } from '../../src/cli/main.ts';
import { createContext } from '../../src/cli/output/create-printer.ts';
import { writeResult, writeWhole } from '../../src/cli/output/write-file.ts';
import { rejectionOf } from '../support/failure-of.ts';
import { runCommand } from '../support/run-command.ts';

const PROGRAM = {
  version: '1.2.3',
  helpPages: () => undefined,
  definitions: () => DEFINITIONS,
  completionTable: () => undefined,
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-main-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A world whose output streams do as they are told; `said` is what came to standard error. */
function world(
  streams: { stdout?: () => void; stderr?: () => void; isTTY?: boolean } = {},
): World & { readonly said: () => string } {
  let said = '';
  return {
    stdin: { isTTY: false, async *pieces() {} },
    stdout: {
      isTTY: streams.isTTY ?? false,
      columns: 80,
      write: streams.stdout ?? (() => undefined),
    },
    stderr: {
      isTTY: false,
      columns: 80,
      write: (data) => {
        streams.stderr?.();
        said += data.toString();
      },
    },
    env: {},
    cwd: folder,
    now: () => 0,
    said: () => said,
  };
}

function fails(code: string, stream: StreamError['stream']): () => never {
  return () => {
    throw Object.assign(new Error(`${code}: write`), { code, stream });
  };
}

describe('exit codes', () => {
  it('are those of the design', () => {
    const codes = Object.entries(EXIT_CODES).map(([name, { code }]) => [name, code]);
    expect(Object.fromEntries(codes)).toEqual({
      done: 0,
      negative: 1,
      usage: 2,
      file: 3,
      key: 4,
      state: 5,
      bug: 70,
      notExecutable: 126,
      notFound: 127,
      interrupted: 130,
    });
  });

  it('follow from the kind of failure', () => {
    expect((['usage', 'file', 'key', 'state'] as const).map(exitCodeOf)).toEqual([2, 3, 4, 5]);
  });

  it('a command that is not there is shown harmless', async () => {
    const { code, stderr } = await runCommand(['\u001b[2J\u202e']);
    expect(code).toBe(2);
    expect(stderr).toContain('"\\x1b[2J\\u202e"');
  });
});

describe('a bug', () => {
  it('is called one, with what a report needs', async () => {
    const context = world({
      stdout: () => {
        throw new TypeError('undefined is not a signature');
      },
    });
    expect(await main(['--version'], context, PROGRAM)).toBe(70);
    expect(context.said()).toMatch(/^error: a bug in mofn: undefined is not a signature\nhint: /);
    expect(context.said()).toContain(`\nmofn ${PROGRAM.version}\nTypeError: undefined`);
    expect(context.said()).toMatch(/\n {4}at .*main\.test\.ts/);
  });
});

describe('streams that cannot be written', () => {
  it('a full disk is no bug', async () => {
    const context = world({ stdout: fails('ENOSPC', 'standard output') });
    expect(await main(['--version'], context, PROGRAM)).toBe(3);
    expect(context.said()).toBe(
      'error: cannot write to standard output: no space left on the disk\n' +
        'hint: see what is behind > or | on the command line\n',
    );
  });

  it('a reader that has gone is not spoken of, and got no yes', async () => {
    const context = world({ stdout: fails('EPIPE', 'standard output') });
    expect(await main(['--version'], context, PROGRAM)).toBe(3);
    expect(context.said()).toBe('');
  });

  it('the code of a failure stays where its words cannot be written', async () => {
    const context = world({ stderr: fails('ENOSPC', 'standard error') });
    expect(await main(['sing'], context, PROGRAM)).toBe(2);
    expect(await main(['hsm', 'show'], context, PROGRAM)).toBe(5);
  });

  it.runIf(process.platform === 'linux')('holds for the program', () => {
    const run = (redirection: string) =>
      spawnSync('bash', ['-c', `"$0" "$1" approval show - ${redirection}`, process.execPath, BIN], {
        cwd: folder,
        encoding: 'utf8',
        input: '',
      });
    expect(run('>/dev/full')).toMatchObject({
      status: 3,
      stderr: expect.stringMatching(
        /^error: cannot write to standard output: no space left on the disk\nhint: .*\n$/,
      ),
    });
    expect(run('</')).toMatchObject({
      status: 3,
      stdout: '',
      stderr: expect.stringMatching(
        /^error: cannot read standard input: it is a folder\nhint: .*\n$/,
      ),
    });
  });
});

const BIN = resolve('bin/mofn');

describe('help', () => {
  let pages: HelpPages;
  beforeAll(async () => {
    pages = await renderHelpPages(DEFINITIONS);
  });

  it('of a group lists its commands and no others, in order', async () => {
    const { code, stdout } = await runCommand(['approval', '--help']);
    expect(code).toBe(0);
    expect(stdout.match(/^ {2}mofn \S+ \S+/gm)?.map((line) => line.trim())).toEqual(
      ['new', 'add', 'remove', 'set', 'fmt', 'show', 'lint', 'status', 'combine', 'convert'].map(
        (word) => `mofn approval ${word}`,
      ),
    );
  });

  it.each([
    ['help', ''],
    ['-h', ''],
    ['help approval', 'approval'],
    ['help approval lint', 'approval lint'],
    ['approval lint --help', 'approval lint'],
    ['hsm log verify -h', 'hsm log verify'],
    ['approval lint nowhere.txt --help', 'approval lint'],
  ])('mofn %s', async (line, page) => {
    const { code, stdout, stderr } = await runCommand(line.split(' '));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(pages[page]);
  });

  it.each(['help dgst', 'help dgst now'])(
    'of a command that has its own is what that prints: mofn %s',
    async (line) => {
      const own = await runCommand(['dgst', '--help']);
      expect(own.stderr).toMatch(/^Usage: dgst /);
      expect(await runCommand(line.split(' '))).toEqual(own);
    },
  );

  it('after -- is no question for help', async () => {
    const { code, stderr } = await runCommand(['approval', 'lint', '--', '--help']);
    expect(code).toBe(3);
    expect(stderr).toContain('"--help"');
  });

  it('breaks lines by itself, and examples as a shell takes them', () => {
    for (const { path, description = '', examples } of DEFINITIONS) {
      if (!(path in pages)) continue;
      const [text = '', shown = ''] = (pages[path] ?? '').split('\nExamples:\n');
      expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
      // A line break of ours stands where the page has one too, so that no line is broken twice; what is
      // longer is a paragraph, of which the end stands there.
      const lines = description.split('\n').slice(0, -1);
      const ends = lines.map((line) => (line.length > 80 ? line.split(' ').at(-1) : line));
      expect(ends.filter((end) => end !== '' && !text.includes(`${end}\n`))).toEqual([]);
      const unbroken = shown.replaceAll(/ \\\n +/g, ' ');
      for (const { command } of examples) expect(unbroken).toContain(`\n  ${command}\n`);
    }
  });
});

describe('output files', () => {
  it('are not written over, and nothing is left beside them', async () => {
    writeFileSync(join(folder, 'a'), 'old');
    expect(
      await rejectionOf(writeWhole('a', 'new', 'key', await createContext(world()))),
    ).toMatchObject({
      kind: 'file',
    });
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('nor where another process made one meanwhile', async () => {
    const data = new Uint8Array(8);
    // The bytes are asked for after the look at the name, and before the file is put there.
    Object.defineProperty(data, 'length', {
      get: () => {
        writeFileSync(join(folder, 'a'), 'theirs');
        return data.byteLength;
      },
    });
    expect(
      await rejectionOf(writeWhole('a', data, 'key', await createContext(world()))),
    ).toMatchObject({
      kind: 'file',
      message: 'the key "a" exists already',
    });
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('theirs');
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('that are binary do not go to a terminal by themselves', async () => {
    const context = await createContext(world({ isTTY: true, stdout: () => expect.unreachable() }));
    const bytes = new Uint8Array(256);
    expect(
      await rejectionOf(writeResult(undefined, bytes, 'signature', context, { binary: true })),
    ).toMatchObject({ kind: 'usage', hint: 'name a file with --out, or send it to a pipe' });
  });

  it('that are secret are for their owner', async () => {
    await writeWhole('k', 'secret', 'key', await createContext(world()), { secret: true });
    expect(spawnSync('ls', ['-l', 'k'], { cwd: folder, encoding: 'utf8' }).stdout).toMatch(
      /^-rw-------/,
    );
  });
});
