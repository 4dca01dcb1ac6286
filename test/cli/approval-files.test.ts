import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
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
const TOKEN_LINE = 'Multi Token File Path = officer1.token;';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-approval-'));
  writeFileSync(join(folder, 'a.txt'), DOCUMENTED);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const mofn = (...words: string[]): Promise<CommandRun> => runCommand(words, { cwd: folder });
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

describe('mofn approval new', () => {
  const words = ['approval', 'new', '--token', 'officer1.token', '--approver', 'officer1=s1'];

  it('prints a file', async () => {
    const { code, stdout } = await mofn(...words, '--approver', 'cu:bob=s=2');
    expect(code).toBe(0);
    expect(stdout).toBe(`${TOKEN_LINE}
Token File Path = ;

Number of Approvals = 2;

Approver Type = 2;
Approver Name = officer1;
Approval File = s1;

Approver Type = 1;
Approver Name = bob;
Approval File = s=2;
`);
  });

  it('writes a file, and does not replace one', async () => {
    expect((await mofn(...words, '--single-token', 't1', '-o', 'b.txt')).code).toBe(0);
    expect(contentOf('b.txt')).toContain('\nToken File Path = t1;\n');
    expect(await failureOf(mofn(...words, '-o', 'a.txt'))).toMatch(/^3 error: .*exists already/);
    expect(contentOf('a.txt')).toBe(DOCUMENTED);
    expect((await mofn(...words, '-o', 'a.txt', '--force')).code).toBe(0);
    expect(contentOf('a.txt')).not.toBe(DOCUMENTED);
  });

  it.each(['pipe', 'link', '.'])('puts no file in the place of %j, which is none', async (name) => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    symlinkSync('pipe', join(folder, 'link'));
    const run = mofn(...words, '-o', name, '--force');
    expect(await failureOf(run)).toMatch(/^3 error: .* is no regular file$/);
    expect(statSync(join(folder, name)).isFile()).toBe(false);
  });

  it.each([
    ['a;b=s', '"Approver Name" cannot be "a;b": a ";" ends the value'],
    ['a= s', '"Approval File" cannot be " s"'],
    ['a=s\nt', '"Approval File" cannot be "s\\nt": a line break ends the value'],
    [`${'a'.repeat(32)}=s`, 'it has 32 bytes, and the device takes 31'],
    ['officer1', 'the approver "officer1" is not [co:|cu:]NAME=SIGFILE'],
    ['=s', 'the approver "=s" is not [co:|cu:]NAME=SIGFILE'],
  ])('refuses the approver %j', async (approver, message) => {
    const failure = await failureOf(mofn(...words, '--approver', approver, '-o', 'c.txt'));
    expect(failure).toMatch(/^2 error: /);
    expect(failure).toContain(message);
    expect(existsSync(join(folder, 'c.txt'))).toBe(false);
  });

  it('writes the bytes of a name as they were typed', async () => {
    const { stdout } = await mofn(...words, '--approver', 'jürgen=ü.sig');
    expect(stdout).toContain('Approver Name = jürgen;\nApproval File = ü.sig;\n');
  });
});

describe('mofn approval show', () => {
  const DATA = {
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
    const count = 200_000;
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

  it.each([
    [['--check', '--write', 'a.txt'], 'found --check and --write together'],
    [['--write', '-'], 'standard input cannot be replaced'],
    [['a.txt', 'a.txt'], 'one file can be printed, found 2'],
    [['--check', '-', '-'], 'standard input can be read only once'],
  ])('refuses %j', async (words, message) => {
    expect(await failureOf(mofn('approval', 'fmt', ...words))).toBe(`2 error: ${message}`);
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

  it('set changes values only, and warns where the count is not true', async () => {
    const { stdout, stderr } = await mofn(
      ...['approval', 'set', 'a.txt', '--token', 't', '--count', '3', '--approver', 'officer2=s2'],
    );
    expect(stdout).toBe(
      DOCUMENTED.replace(TOKEN_LINE, 'Multi Token File Path = t;')
        .replace('Approvals = 2', 'Approvals = 3')
        .replace('officer1.token.sig2', 's2'),
    );
    expect(stderr).toBe('warning: the number of approvals is now 3, but the file has 2\n');
  });

  it('write from standard input to standard output', async () => {
    const crlf = DOCUMENTED.replaceAll('\n', '\r\n');
    const { stdout } = await piped(crlf, 'approval', 'set', '-', '--single-token', 't');
    expect(stdout).toBe(crlf.replace('Token File Path = ;', 'Token File Path = t;'));
  });

  it.each([
    [['add', 'a.txt'], '2 error: found no approver to add'],
    [['remove', 'a.txt'], '2 error: found no approver to remove'],
    [['remove', 'a.txt', 'bob'], '2 error: found no approver "bob" in the file'],
    [['set', 'a.txt'], '2 error: found nothing to set'],
    [
      ['set', 'a.txt', '--count', '21'],
      '2 error: found 21 approvals, and the device takes 20 at most',
    ],
    [['set', 'a.txt', '--approver', 'bob=s'], '2 error: found no approver "bob" in the file'],
    [['add', '-', 'bob=s', '--write'], '2 error: standard input cannot be replaced'],
    [
      ['add', 'none.txt', 'bob=s'],
      '3 error: cannot read the approval file "none.txt": no such file or folder',
    ],
    [
      ['add', '--max-size', '100', 'a.txt', 'bob=s'],
      '3 error: the approval file "a.txt" is larger than the limit of 100 bytes',
    ],
  ])('%j: %s', async (words, failure) => {
    expect(await failureOf(mofn('approval', ...words))).toBe(failure);
    expect(contentOf('a.txt')).toBe(DOCUMENTED);
  });

  it('refuse a file whose lines would be mixed up', async () => {
    expect(await failureOf(piped('Approver Name = a;\n', 'approval', 'add', '-', 'b=s'))).toMatch(
      /^3 error: the file is not edited: one of its approvers lacks a line/,
    );
  });
});
