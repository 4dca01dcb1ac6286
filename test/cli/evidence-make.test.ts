/** `mofn evidence make`: what it takes from a folder, what it leaves there and says so, and that it makes the same twice. */
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ceremonyFiles } from '../support/ceremony-files.ts';
import { takeKey } from '../support/keys.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

let work: string;

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'mofn-evidence-'));
  for (const { path, bytes } of ceremonyFiles()) write(`D/${path}`, bytes);
});

afterEach(() => rmSync(work, { recursive: true }));

function write(path: string, content: Uint8Array | string): void {
  mkdirSync(dirname(join(work, path)), { recursive: true });
  writeFileSync(join(work, path), content);
}

function make(...words: readonly string[]): Promise<CommandRun> {
  return runCommand(['evidence', 'make', ...words], { cwd: work });
}

/** Paths in an archive, by a program that is not ours. */
function list(archive: string): readonly string[] {
  return execFileSync('python3', ['-c', LIST, join(work, archive)], { encoding: 'utf8' })
    .trim()
    .split('\n');
}
const LIST = 'import sys, zipfile\nfor n in zipfile.ZipFile(sys.argv[1]).namelist(): print(n)';

describe('mofn evidence make', () => {
  it('makes the same bytes of the same folder, wherever it is and whenever its files were written', async () => {
    expect((await make('D', '-o', 'one.zip')).code).toBe(0);
    cpSync(join(work, 'D'), join(work, 'E'), { recursive: true });
    for (const name of readdirSync(join(work, 'E'))) utimesSync(join(work, 'E', name), 1, 1);
    expect((await make('E', '-o', 'two.zip')).code).toBe(0);
    expect(readFileSync(join(work, 'one.zip')).equals(readFileSync(join(work, 'two.zip')))).toBe(
      true,
    );
    expect(list('one.zip')).toEqual(
      expect.arrayContaining([
        'manifest.json',
        'recheck.sh',
        'report.html',
        'requests/request.json',
      ]),
    );
  });

  it('leaves out and says what is none of it: keys, links, a rehearsal, what is hidden or unknown', async () => {
    const { privatePem } = takeKey('officer1');
    write('D/officer1.key', privatePem);
    write('D/notes.txt', 'nothing that anybody knows\n');
    write('D/.hidden', 'x');
    write('D/rehearsal/officer1.key', privatePem);
    symlinkSync('/etc/passwd', join(work, 'D/passwd'));
    symlinkSync('.', join(work, 'D/loop'));
    const { code, stderr } = await make('D', '-o', 'one.zip');
    expect(code).toBe(0);
    for (const line of [
      'left out officer1.key: it is a private key, or holds one',
      'left out notes.txt: nothing is known of it',
      'left out .hidden: its name begins with a dot',
      'left out passwd: it is a link',
      'left out loop: it is a link',
    ]) {
      expect(stderr).toContain(line);
    }
    expect(stderr).not.toContain('rehearsal');
    const archive = readFileSync(join(work, 'one.zip')).toString('latin1');
    expect(archive).not.toContain('PRIVATE KEY');
    expect(archive).not.toContain('nothing that anybody knows');
  });

  it('leaves an emulated cluster where it is', async () => {
    const { code } = await runCommand(['hsm', 'init', 'D/cluster', '--quiet'], { cwd: work });
    expect(code).toBe(0);
    const { stderr } = await make('D', '-o', 'one.zip');
    expect(stderr).toContain('left out cluster: it is an emulated cluster, or the dump of one');
    const dump = await runCommand(['hsm', 'dump', '--hsm', 'D/cluster'], { cwd: work });
    write('D/state.json', dump.stdout);
    const again = await make('D', '-o', 'two.zip');
    expect(again.stderr).toContain('left out state.json: it is an emulated cluster');
    expect(readFileSync(join(work, 'two.zip')).equals(readFileSync(join(work, 'one.zip')))).toBe(
      true,
    );
  });

  it('takes a token that is said to be spent, and refuses one that is none', async () => {
    rmSync(join(work, 'D/logs'), { recursive: true });
    const withheld = await make('D', '-o', 'one.zip');
    expect(withheld.stderr).toContain('left out token.json');
    const spent = await make('D', '--spent', 'D/token.json', '-o', 'two.zip');
    expect(spent.code).toBe(0);
    expect(spent.stderr).not.toContain('left out token.json');
    expect(list('two.zip').some((path) => path.endsWith('/token.json'))).toBe(true);
    const none = await make('D', '--spent', 'D/request.json', '-o', 'three.zip');
    expect(none).toMatchObject({ code: 3, stdout: '' });
  });

  it('takes snapshots that are named, and refuses what is none', async () => {
    write('m.txt', 'MValue of service 3[USER_MGMT] on server 0 : [2]\n');
    write('n.txt', 'MValue of service 3[USER_MGMT] on server 0 : [3]\n');
    const { code, stdout } = await make(
      'D',
      '--before',
      'm.txt',
      '--after',
      'n.txt',
      '-o',
      'one.zip',
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout).contradictions).toEqual([
      expect.objectContaining({ code: 'difference-not-in-logs' }),
    ]);
    expect(list('one.zip')).toEqual(expect.arrayContaining(['before/m.txt', 'after/n.txt']));
    const none = await make('D', '--before', 'D/request.json', '-o', 'two.zip');
    expect(none).toMatchObject({ code: 3, stdout: '' });
  });

  it('trusts the keys of a roster alone, where there is one', async () => {
    write('R/officer2.pub', takeKey('officer2').publicPem);
    const { code, stderr } = await make('D', '--roster', 'R', '-o', 'one.zip');
    expect(code).toBe(0);
    expect(stderr).toContain('left out keys/officer1.pub');
    expect(stderr).toContain('signature 2 of requests/request.json is wrong, or by no key at hand');
    expect(list('one.zip').filter((path) => path.startsWith('keys/'))).toEqual([
      'keys/officer2.pub',
    ]);
  });

  it('makes nothing of nothing, and of no folder', async () => {
    mkdirSync(join(work, 'empty'));
    expect(await make('empty', '-o', 'one.zip')).toMatchObject({ code: 3, stdout: '' });
    expect(await make('nowhere', '-o', 'one.zip')).toMatchObject({ code: 3, stdout: '' });
    expect(await make('D', '-o', '-', '--json')).toMatchObject({ code: 2, stdout: '' });
    expect(readdirSync(work)).toEqual(['D', 'empty']);
    const over = await make('D', '-o', 'D/request.json', '--force');
    expect(over).toMatchObject({ code: 2, stdout: '' });
  });
});
