import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { judgeSdk5 } from '../../../src/token/lint/lint-sdk5.ts';
import { type CommandRun, type RunOptions, runCommand } from '../../support/run-command.ts';
import { mfaFile, registrationFile, sha256 } from '../../support/sdk5-files.ts';

const SIGNED = readGolden('sdk5-token.json');
const CLASSIC = readGolden('approval-file.txt');
/** A minute after the token was made. */
const THEN = 0x63e6f6de * 1000 + 60_000;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-lint-sdk5-'));
  write('t.json', SIGNED);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function readGolden(name: string): string {
  return readFileSync(new URL(`../../golden/${name}`, import.meta.url), 'utf8');
}

function write(name: string, content: string | Uint8Array): void {
  writeFileSync(join(folder, name), content);
}

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

function lint(words: readonly string[], options: RunOptions = {}): Promise<CommandRun> {
  return runCommand(['approval', 'lint', ...words], { cwd: folder, now: THEN, ...options });
}

function damaged(good: string, bad: string): string {
  expect(SIGNED).toContain(good);
  return SIGNED.replace(good, () => bad);
}

/** A missing comma, behind a line that is not ASCII. */
const BAD = damaged('"version": "2.0",', '"for": "jürgen",\n  "version": "2.0"');
/** Of a digest that was copied with its line end. */
const MENDABLE = damaged('8="', '8=\\n"');

describe('answers', () => {
  it('nothing on a file that is as it should be', async () => {
    write('r.json', registrationFile(Buffer.from('of admin2')));
    write('m.json', mfaFile(sha256(Buffer.of(1))));
    expect(await lint(['t.json', 'r.json', 'm.json'])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('with file, line, column, code, the line, a caret and a hint', async () => {
    write('t.json', MENDABLE);
    const { code, stdout, stderr } = await lint(['t.json']);
    expect(code).toBe(1);
    expect(stdout.split('\n')).toEqual([
      't.json:5:12: error base64: found base64 with blanks or line ends in it in "token"',
      '    "token": "0l2LZkmAHZyAc1hPhyckOoVW33aGrgG77qmDHWQ3CJ8=\\n",',
      `             ${'^'.repeat(48)}`,
      '  hint: write it as base64, on one line',
      '',
    ]);
    expect(stderr).toBe('1 error, 0 warnings\nhint: mofn approval lint --fix --write t.json\n');
  });

  it('a note where the token is older than its validity, which is no error', async () => {
    const { code, stdout, stderr } = await lint(['t.json'], {
      now: THEN + 600_000,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(
      't.json:4:20: info expired-token: the token was made 11 minutes ago; it is valid for 10 minutes\n',
    );
  });

  it('of both kinds of file, and of standard input', async () => {
    write(
      'approval.txt',
      CLASSIC.replace('Approver Name = officer1;', ' Approver Name = officer1;'),
    );
    write('t.json', MENDABLE);
    const run = await lint(['--no-files', 'approval.txt', 't.json', '-'], { stdin: BAD });
    expect(run.code).toBe(1);
    expect(run.stdout).toMatch(/^approval\.txt:15:1: error indented-field: /m);
    expect(run.stdout).toMatch(/^t\.json:5:12: error base64: /m);
    expect(run.stdout).toMatch(/^-:4:3: error json-syntax: expected a comma$/m);
    expect(run.stderr).toBe(
      '3 errors, 0 warnings\nhint: mofn approval lint --fix --write approval.txt t.json\n',
    );
  });

  it('as JSON, with places in characters and in bytes', async () => {
    write('t.json', damaged('"version": "2.0",', '"ü": "", "version": "1.0",'));
    const { code, stdout } = await lint(['--json', 't.json']);
    expect(code).toBe(1);
    const [file] = JSON.parse(stdout).files;
    expect(file.diagnostics).toMatchObject([
      { code: 'unknown-member', severity: 'info', startColumn: 3, endColumn: 10, endOffset: 12 },
      { code: 'version', severity: 'error', startColumn: 23, startOffset: 25, fixable: false },
    ]);
  });

  it('as workflow commands', async () => {
    write('t.json', MENDABLE);
    const { stdout } = await lint(['--format', 'github', 't.json']);
    expect(stdout).toBe(
      '::error file=t.json,line=5,col=12,endLine=5,endColumn=60,title=base64::found base64 with blanks or line ends in it in "token"%0Ahint: write it as base64, on one line\n',
    );
  });

  it('as SARIF, with rules of both kinds, each once, and the mending', async () => {
    write('t.json', MENDABLE);
    const { stdout } = await lint(['--format', 'sarif', 't.json']);
    const [run] = JSON.parse(stdout).runs;
    const rules = run.tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(new Set(rules).size).toBe(rules.length);
    expect(rules).toEqual(expect.arrayContaining(['indented-field', 'byte-order-mark']));
    const [result] = run.results;
    expect(rules[result.ruleIndex]).toBe('base64');
    expect(result).toMatchObject({ ruleId: 'base64', level: 'error' });
    const [change] = result.fixes[0].artifactChanges;
    const [{ deletedRegion: region, insertedContent: inserted }] = change.replacements;
    const { byteOffset: at, byteLength: length } = region;
    const bytes = Buffer.from(MENDABLE);
    const mended = [bytes.subarray(0, at), inserted.text, bytes.subarray(at + length)];
    expect(mended.join('')).toBe(SIGNED);
  });

  it('counts very many of one kind', async () => {
    const members = Array.from({ length: 500 }, (_, at) => `"x${at}": 0,`).join(' ');
    write('t.json', damaged('"version"', `${members} "version"`));
    const { stdout } = await lint(['t.json']);
    expect(stdout).toContain('t.json: info unknown-member: … and 480 more like it\n');
  });

  it('escapes what a file says', async () => {
    write('t.json', damaged('"admin2"', '"ad\\u001b[2Jmin"'));
    const { stdout } = await lint(['t.json']);
    expect(stdout).toContain('user-name: found "ad\\x1b[2Jmin"');
    expect(stdout).not.toContain('\x1b');
  });
});

describe('--fix', () => {
  it('prints the mended file, and what is left to standard error', async () => {
    write('t.json', MENDABLE.replace('"role": "admin"', '"role": "auditor"'));
    const { code, stdout, stderr } = await lint(['--fix', 't.json']);
    expect(code).toBe(1);
    expect(stdout).toBe(damaged('"role": "admin"', '"role": "auditor"'));
    expect(stderr).toContain('error role: found the role "auditor" for "admin2"');
    expect(read('t.json')).toContain('8=\\n');
    expect(await lint(['--fix', '-'], { stdin: MENDABLE })).toMatchObject({
      code: 0,
      stdout: SIGNED,
      stderr: '',
    });
  });

  it('--write replaces files of both kinds; read again, they have none of it', async () => {
    write('a.json', `\ufeff${MENDABLE}`);
    write('b.json', SIGNED.replaceAll('\n', '\r\n').replace('8="', '8"'));
    write('approval.txt', `\ufeff${CLASSIC}`);
    const files = ['a.json', 'b.json', 'approval.txt'];
    const quiet = { code: 0, stdout: '', stderr: '' };
    expect(await lint(['--no-files', '--fix', '--write', ...files])).toMatchObject(quiet);
    expect(read('a.json')).toBe(SIGNED);
    expect(read('b.json')).toBe(SIGNED.replaceAll('\n', '\r\n'));
    expect(read('approval.txt')).toBe(CLASSIC);
    expect(await lint(['--no-files', ...files])).toMatchObject(quiet);
    expect(judgeSdk5(readFileSync(join(folder, 'b.json')), nodeCrypto).diagnostics).toEqual([]);
  });

  it('--write does not touch a file in which there is nothing to mend', async () => {
    write('t.json', BAD);
    const before = statSync(join(folder, 't.json'));
    expect((await lint(['--fix', '--write', 't.json'])).code).toBe(1);
    expect(statSync(join(folder, 't.json')).ino).toBe(before.ino);
  });
});
