import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeKey } from '../support/keys.ts';
import { requireProgram } from '../support/requirements.ts';
import { type CommandRun, type RunOptions, runCommand } from '../support/run-command.ts';

const DOCUMENTED = readFileSync(new URL('../golden/approval-file.txt', import.meta.url), 'latin1');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-lint-'));
  write('officer1.token', new Uint8Array(160).fill(1));
  write('officer1.token.sig1', new Uint8Array(256).fill(2));
  write('officer1.token.sig2', new Uint8Array(256).fill(3));
  write('approval.txt', DOCUMENTED);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string | Uint8Array): void {
  writeFileSync(join(folder, name), content, 'latin1');
}

function lint(words: readonly string[], options: RunOptions = {}): Promise<CommandRun> {
  return runCommand(['approval', 'lint', ...words], { cwd: folder, ...options });
}

const BAD = DOCUMENTED.replace('Approver Name = officer1;', ' Approver Name = officer1 ;');

describe('answers', () => {
  it('nothing at all on the documented example', async () => {
    expect(await lint(['approval.txt'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  it('with file, line, column, code, the line, a caret and a hint', async () => {
    write('bad.txt', BAD);
    const { code, stdout, stderr } = await lint(['bad.txt']);
    expect(code).toBe(1);
    expect(stdout).toBe(
      [
        'bad.txt:15:1: error indented-field: found "Approver Name" indented: the device skips this line',
        '   Approver Name = officer1 ;',
        '  ^',
        '  hint: begin the line with the key',
        '',
      ].join('\n'),
    );
    expect(stderr).toBe('1 error, 0 warnings\nhint: mofn approval lint --fix --write bad.txt\n');
  });

  it('0 where there are only warnings', async () => {
    write('warned.txt', `Ticket = 1;\n${DOCUMENTED}`);
    const { code, stdout } = await lint(['warned.txt']);
    expect(code).toBe(0);
    expect(stdout).toContain('warned.txt:1:1: warning unknown-field: ');
  });

  it('of several files, and of standard input', async () => {
    write('bad.txt', BAD);
    const { code, stdout } = await lint(['approval.txt', 'bad.txt', '-'], { stdin: BAD });
    expect(code).toBe(1);
    expect(stdout).toContain('bad.txt:15:1: error');
    expect(stdout).toContain('-:15:1: error');
  });

  it('1 on an empty and on a binary file, which are judged like any other', async () => {
    write('empty', '');
    write(
      'binary',
      Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256),
    );
    expect((await lint(['empty'])).code).toBe(1);
    const { code, stdout } = await lint(['binary']);
    expect(code).toBe(1);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is what is tested
    expect(stdout).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
  });

  it('escapes what a file says', async () => {
    write('bad.txt', DOCUMENTED.replace('= officer1;', '= \x1b[2J;'));
    const { stdout } = await lint(['bad.txt']);
    expect(stdout).toContain('\\x1b[2J');
    expect(stdout).not.toContain('\x1b');
  });
});

it.each(['with blank', "it's", '-dash', 'a$HOME', 'cr\r', 'esc\u001b[2J', 'ü', 'a\u0085b'])(
  'ends with a command that mends the file %j when it is pasted',
  async (name) => {
    write(name, DOCUMENTED.replace('Approver Name = officer1;', ' Approver Name = officer1;'));
    const path = name.startsWith('-') ? `./${name}` : name;
    const { stderr } = await lint(['--no-files', path]);
    const [, command = ''] = /hint: mofn (approval lint --fix --write .*)\n$/.exec(stderr) ?? [];
    const typed = execFileSync('bash', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' });
    const words = typed.split('\0').slice(0, -1);
    expect((await runCommand(words, { cwd: folder })).code).toBe(0);
    expect(readFileSync(join(folder, name), 'latin1')).toBe(DOCUMENTED);
  },
);

describe('the files that are named', () => {
  it('are looked for in the working directory', async () => {
    rmSync(join(folder, 'officer1.token.sig2'));
    const { code, stdout } = await lint(['approval.txt']);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'approval.txt:23:17: error signature-file: found no readable file "officer1.token.sig2"',
    );
  });

  it('are left out with --no-files', async () => {
    rmSync(join(folder, 'officer1.token.sig2'));
    expect(await lint(['--no-files', 'approval.txt'])).toMatchObject({ code: 0, stdout: '' });
  });

  it('may be found beside the approval file only: an error, as for status, and the same words', async () => {
    const cwd = join(folder, 'elsewhere');
    mkdirSync(cwd);
    const { code, stdout } = await lint(['../approval.txt'], { cwd });
    mkdirSync(join(folder, 'roster'));
    writeFileSync(join(folder, 'roster', 'officer1.pub'), takeKey('officer1').publicPem);
    const status = ['approval', 'status', '../approval.txt', '--roster', '../roster'];
    const other = await runCommand(status, { cwd });
    expect([code, other.code]).toEqual([1, 1]);
    expect(stdout.match(/: error /g)).toHaveLength(1);
    const words =
      'what the file names is in its own folder, and the tool looks for it where it is started';
    for (const answer of [stdout, other.stdout]) {
      expect(answer.replaceAll(/\s+/g, ' ')).toContain(words);
      expect(answer).toContain('cd ..\n');
    }
    expect(await lint(['approval.txt'])).toMatchObject({ code: 0, stdout: '' });
  });

  it('may have names that are no UTF-8', async () => {
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), Buffer.from('t\xf6', 'latin1')]), 'x');
    write('bad.txt', DOCUMENTED.replace('= officer1.token;', '= t\xf6;'));
    const { stdout } = await lint(['bad.txt']);
    expect(stdout).toContain('found 1 byte in the token file "tö"');
  });

  it('a pipe or a folder among them keeps nobody waiting', async () => {
    requireProgram('mkfifo');
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    mkdirSync(join(folder, 'dir'));
    write(
      'bad.txt',
      DOCUMENTED.replace('= officer1.token;', '= pipe;').replace(
        '= officer1.token.sig1;',
        '= dir;',
      ),
    );
    const { stdout } = await lint(['bad.txt']);
    expect(stdout).toContain('error token-file: found no readable file "pipe"');
    expect(stdout).toContain('error signature-file: found no readable file "dir"');
  });
});

describe('--fix', () => {
  it('prints the mended file, and what is left to standard error', async () => {
    write('bad.txt', BAD.replace('Approver Type = 2;', 'Approver Type = 7;'));
    const { code, stdout, stderr } = await lint(['--fix', 'bad.txt']);
    expect(code).toBe(1);
    expect(stdout).toBe(DOCUMENTED.replace('Approver Type = 2;', 'Approver Type = 7;'));
    expect(stderr).toContain('error user-type');
    expect(readFileSync(join(folder, 'bad.txt'), 'latin1')).toContain(' ;');
  });

  it('--write replaces the file, and says nothing where nothing is left', async () => {
    write('bad.txt', BAD);
    write('other.txt', BAD.replaceAll('\n', '\r\n'));
    expect(await lint(['--fix', '--write', 'bad.txt', 'other.txt'])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(readFileSync(join(folder, 'bad.txt'), 'latin1')).toBe(DOCUMENTED);
    expect(readFileSync(join(folder, 'other.txt'), 'latin1')).toBe(
      DOCUMENTED.replaceAll('\n', '\r\n'),
    );
  });

  it('--write does not touch a file in which there is nothing to mend', async () => {
    const before = statSync(join(folder, 'approval.txt'));
    await lint(['--fix', '--write', 'approval.txt']);
    expect(statSync(join(folder, 'approval.txt')).ino).toBe(before.ino);
  });

  it('keeps bytes that are no UTF-8', async () => {
    const text = `# gr\xfc\xdfe\n${BAD}`;
    const { bytes } = await lint(['--fix', '-'], { stdin: Buffer.from(text, 'latin1') });
    expect(bytes.toString('latin1')).toBe(`# gr\xfc\xdfe\n${DOCUMENTED}`);
  });
});

describe('what makes no sense', () => {
  it.each([
    ['--write without --fix', ['--write', 'approval.txt'], 2],
    ['--write of standard input', ['--fix', '--write', '-'], 2],
    ['--fix of several files', ['--fix', 'approval.txt', 'approval.txt'], 2],
    ['--fix with another answer', ['--fix', '--json', 'approval.txt'], 2],
    ['standard input twice', ['-', '-'], 2],
    ['no file', [], 2],
    ['another format', ['--format', 'xml', 'approval.txt'], 2],
    ['a file that is not there', ['approval.txt', 'nothing'], 3],
    ['a folder', ['.'], 3],
  ])('%s', async (_, words, code) => {
    const run = await lint(words);
    expect(run).toMatchObject({ code, stdout: '' });
    expect(run.stderr).toMatch(/^error: /);
  });

  it('a file above the limit, which is said', async () => {
    write('big', '#'.repeat((1 << 20) + 1));
    const run = await lint(['big']);
    expect(run).toMatchObject({ code: 3, stdout: '' });
    expect(run.stderr).toContain('larger than the limit of 1 MiB');
    expect((await lint(['--max-size', '2000000', 'big'])).code).toBe(1);
    const { stderr } = await lint(['--max-size', '100', 'approval.txt']);
    expect(stderr).toContain('100 bytes');
    expect(stderr).toContain('raise the limit with --max-size BYTES');
    for (const none of ['0', '-1', '1.5']) {
      expect((await lint([`--max-size=${none}`, 'approval.txt'])).code).toBe(2);
    }
  });
});
