import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CommandRun, runCommand } from '../support/run-command.ts';

const DOCUMENTED = readFileSync(new URL('../golden/approval-file.txt', import.meta.url), 'utf8');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-approval-'));
  writeFileSync(join(folder, 'a.txt'), DOCUMENTED);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const mofn = (...words: string[]): Promise<CommandRun> => runCommand(words, { cwd: folder });

describe('a file that is replaced', () => {
  it('keeps its mode, but neither setuid nor setgid', async () => {
    writeFileSync(join(folder, 'a.txt'), DOCUMENTED.replaceAll(' = ', '='));
    chmodSync(join(folder, 'a.txt'), 0o6777);
    await mofn('approval', 'fmt', '--write', 'a.txt');
    expect(statSync(join(folder, 'a.txt')).mode & 0o7777).toBe(0o777);
  });
});
const piped = (stdin: string | Uint8Array, ...words: string[]): Promise<CommandRun> =>
  runCommand(words, { cwd: folder, stdin });
const contentOf = (name: string): string => readFileSync(join(folder, name), 'latin1');

/** The exit code and the error line; nothing may be on standard output. */
async function failureOf(run: Promise<CommandRun>): Promise<string> {
  const { code, stdout, stderr } = await run;
  expect(stdout).toBe('');
  return `${code} ${stderr.split('\n')[0]}`;
}

/** The objects of an answer in JSON lines. */
const linesOf = ({ stdout }: CommandRun): unknown[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('approvers of the command line', () => {
  it.each([
    'approval new --token officer1.token --out b.txt -f',
    'approval add a.txt -f',
    'approval set a.txt',
  ])('of %s are words or options', async (line) => {
    const words = line.split(' ');
    const written = async (...approvers: string[]): Promise<string> => {
      const { code, stdout } = await mofn(...words, ...approvers);
      expect(code).toBe(0);
      return stdout === '' ? contentOf('b.txt') : stdout;
    };
    const asWords = await written('officer1=s3', 'cu:officer2=s4');
    expect(asWords).toContain('s3;');
    expect(await written('-a', 'officer1=s3', '--approver', 'cu:officer2=s4')).toBe(asWords);
    expect(await written('officer1=s3', '-a', 'cu:officer2=s4')).toBe(asWords);
  });
});

describe('mofn approval new', () => {
  const words = ['approval', 'new', '--token', 'officer1.token', '--approver', 'officer1=s1'];

  it.each(['pipe', 'link', '.'])('puts no file in the place of %j, which is none', async (name) => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    symlinkSync('pipe', join(folder, 'link'));
    const run = mofn(...words, '-o', name, '--force');
    expect(await failureOf(run)).toMatch(/^3 error: cannot write .*: it is a (FIFO|folder)$/);
    expect(statSync(join(folder, name)).isFile()).toBe(false);
  });
});

describe('mofn approval show', () => {
  const DATA = {
    schemaVersion: 1,
    format: 'classic',
    file: 'a.txt',
    multiTokenFilePath: 'officer1.token',
    tokenFilePath: '',
    numberOfApprovals: 2,
    approvers: [
      { type: 2, name: 'officer1', file: 'officer1.token.sig1' },
      { type: 2, name: 'officer2', file: 'officer1.token.sig2' },
    ],
    warnings: [],
    error: null,
  };

  it.each(['written', 'device'])('answers in JSON, as %s', async (as) => {
    const { code, stdout, stderr } = await mofn('approval', 'show', '--json', '--as', as, 'a.txt');
    expect(code).toBe(0);
    expect(stdout).toBe(`${JSON.stringify(DATA)}\n`);
    expect(stderr).toBe('');
  });

  it('answers for each of several files, and says where the device differs', async () => {
    writeFileSync(join(folder, 'b.txt'), DOCUMENTED.replaceAll(' = ', '\t=\t'));
    const words = ['approval', 'show', '--json', 'a.txt', 'b.txt'];
    const written = await mofn(...words);
    expect(written.code).toBe(0);
    expect(linesOf(written)).toEqual([DATA, { ...DATA, file: 'b.txt' }]);
    expect(written.stderr).toContain('b.txt: warning: the device reads it otherwise');
    const device = await mofn(...words, '--as', 'device');
    expect(device.code).toBe(0);
    expect(linesOf(device)[1]).toMatchObject({
      multiTokenFilePath: '\t=\tofficer1.token',
      numberOfApprovals: 0,
      approvers: [],
    });
    expect(device.stderr).toContain('b.txt: warning: this is not what is written');
  });

  it('ends with 1 where the device refuses a file', async () => {
    writeFileSync(join(folder, 'b.txt'), DOCUMENTED.replace('Token File Path = ;\n', ''));
    const { code, stdout } = await mofn('approval', 'show', '--as', 'device', 'a.txt', 'b.txt');
    expect(code).toBe(1);
    expect(stdout).toContain('  refused: Failed to read Approver Details\n');
    const written = await mofn('approval', 'show', 'b.txt');
    expect(written.code).toBe(0);
    expect(written.stderr).toContain('b.txt: warning: the device refuses it');
  });

  it('shows nothing that a terminal would act upon', async () => {
    const { stdout } = await piped(
      'Multi Token File Path = a\x1b[2J\xe2\x80\xaeb;\n',
      'approval',
      'show',
      '-',
    );
    expect(stdout).toContain('multi token file:    a\\x1b[2J');
    expect(stdout).not.toContain('\x1b');
  });

  it('shows a file with more approvers than there can be', async () => {
    // A call with so many arguments is a RangeError.
    const count = 130_000;
    const { code, stdout } = await piped(
      'Approver Name = a;\nApprover Type = 2;\nApproval File = b;\n'.repeat(count),
      ...['approval', 'show', '--max-size', '20000000', '-'],
    );
    expect(code).toBe(0);
    expect(stdout.endsWith(`\n  ${count}. CO a  b\n`)).toBe(true);
  });

  it('shows bytes as UTF-8 where they are that, else one by one', async () => {
    const bytes = Buffer.from('Approver Name = \xc3\xa9;\nApproval File = \xe9;\n', 'latin1');
    const { stdout } = await piped(bytes, 'approval', 'show', '--json', '-');
    expect(JSON.parse(stdout).approvers).toEqual([{ type: 0, name: 'é', file: 'é' }]);
  });
});

describe('mofn approval fmt', () => {
  const UNTIDY = DOCUMENTED.replace(' = officer1', '=officer1').replace('\n\n', '\n\n\n');

  it('prints, replaces, checks', async () => {
    writeFileSync(join(folder, 'b.txt'), UNTIDY);
    expect((await mofn('approval', 'fmt', 'b.txt')).stdout).toBe(DOCUMENTED);
    expect(await mofn('approval', 'fmt', '--check', 'a.txt', 'b.txt')).toMatchObject({
      code: 1,
      stdout: 'b.txt\n',
    });
    expect(await mofn('approval', 'fmt', '--write', 'a.txt', 'b.txt')).toMatchObject({
      code: 0,
      stdout: '',
    });
    expect(contentOf('b.txt')).toBe(DOCUMENTED);
    expect((await mofn('approval', 'fmt', '--check', 'a.txt', 'b.txt')).code).toBe(0);
    expect((await piped(UNTIDY, 'approval', 'fmt', '-')).stdout).toBe(DOCUMENTED);
  });

  it('does not touch a file that has its layout already', async () => {
    const before = statSync(join(folder, 'a.txt')).ino;
    await mofn('approval', 'fmt', '--write', 'a.txt');
    expect(statSync(join(folder, 'a.txt')).ino).toBe(before);
  });

  it('keeps links and modes of what it replaces', async () => {
    chmodSync(join(folder, 'a.txt'), 0o640);
    writeFileSync(join(folder, 'a.txt'), `${DOCUMENTED}\n\n`);
    symlinkSync('a.txt', join(folder, 'link'));
    expect((await mofn('approval', 'fmt', '--write', 'link')).code).toBe(0);
    expect(readlinkSync(join(folder, 'link'))).toBe('a.txt');
    expect(contentOf('a.txt').endsWith('\n\n')).toBe(false);
    expect(statSync(join(folder, 'a.txt')).mode & 0o777).toBe(0o640);
  });
});

describe('mofn approval add, remove, set', () => {
  it('print the result, or replace the file', async () => {
    const added = await mofn('approval', 'add', 'a.txt', 'officer3=s3', '--approver', 'cu:bob=s4');
    expect(added.stdout).toContain('Number of Approvals = 4;');
    expect(added.stdout).toContain('# Approver 4\n');
    expect(contentOf('a.txt')).toBe(DOCUMENTED);
    await mofn('approval', 'add', 'a.txt', 'officer3=s3', 'cu:bob=s4', '--write');
    expect(contentOf('a.txt')).toBe(added.stdout);
    await mofn('approval', 'remove', 'a.txt', 'bob', 'OFFICER3', '--write');
    expect(contentOf('a.txt')).toBe(DOCUMENTED);
  });

  it('write from standard input to standard output', async () => {
    const crlf = DOCUMENTED.replaceAll('\n', '\r\n');
    const { stdout } = await piped(crlf, 'approval', 'set', '-', '--single-token', 't');
    expect(stdout).toBe(crlf.replace('Token File Path = ;', 'Token File Path = t;'));
  });
});
