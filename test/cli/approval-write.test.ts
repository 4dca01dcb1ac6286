/**
 * Approval files that are changed in their places, while others do what they like in the same folder.
 */
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lockNameOf } from '../../src/files/lock-file.ts';
import { identifyProcess } from '../../src/files/process-identity.ts';
import { IS_LONG, sample } from '../support/how-many.ts';
import { makeOfficerFolder } from '../support/officer-folder.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';
import { goOnWith, stopAt } from '../support/stopped-child.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
const UNFORMATTED = 'Multi Token File Path="t";\nToken File Path="";\nNumber of Approvals=0;\n';
const APPROVER = 'Approver Type=2;\nApprover Name=officer1 ;\nApproval File=s;\n';

let folder: string;
let scratch: string;

beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'mofn-write-'));
  scratch = fs.mkdtempSync(join(tmpdir(), 'mofn-write-scratch-'));
  fs.writeFileSync(at('a.txt'), UNFORMATTED);
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const path of [folder, scratch]) fs.rmSync(path, { recursive: true });
});

const at = (name: string): string => join(folder, name);
const read = (name: string): string => fs.readFileSync(at(name), 'utf8');
const mofn = (line: string): Promise<CommandRun> => runCommand(line.split(' '), { cwd: folder });

const EDITS = [
  'approval add a.txt officer2=s --write',
  'approval remove a.txt officer1 --write',
  'approval set a.txt --token other --write',
  'approval fmt a.txt --write',
  'approval lint a.txt --no-files --fix --write',
];

describe('at once', () => {
  it('ten who add an approver make ten approvers, even after one who was killed', async () => {
    lockAs({ startTime: '1' });
    const run = promisify(execFile);
    const names = Array.from({ length: 10 }, (_, i) => `officer${i}`);
    await Promise.all(
      names.map((name) =>
        run(
          process.execPath,
          [resolve('bin/mofn'), 'approval', 'add', 'a.txt', `${name}=s`, '--write'],
          {
            cwd: folder,
          },
        ),
      ),
    );
    const { stdout } = await mofn('approval show a.txt --json');
    const { approvers } = JSON.parse(stdout) as { approvers: { name: string }[] };
    expect(approvers.map(({ name }) => name).sort()).toEqual(names);
    expect(fs.readdirSync(folder)).toEqual(['a.txt']);
  });

  it('who does not get the lock says who has it, and changes nothing', async () => {
    lockAs({});
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 10_000));
    const { code, stdout, stderr } = await mofn('approval fmt a.txt --write');
    expect({ code, stdout, stderr }).toEqual({
      code: 3,
      stdout: '',
      stderr:
        `error: the approval file "a.txt" is being changed by process ${process.pid}, ` +
        `which holds the lock "${at('.a.txt.mofn-lock')}"\n` +
        `hint: "ps -fp ${process.pid}" shows what it is; when it has ended, do it again\n`,
    });
    expect(execFileSync('ps', ['-fp', String(process.pid)]).toString()).toContain('node');
    expect(read('a.txt')).toBe(UNFORMATTED);
  });

  it('a lock that says nothing can be taken away as the hint says', async () => {
    fs.writeFileSync(at('.a.txt.mofn-lock'), '');
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 10_000));
    const { code, stderr } = await mofn('approval fmt a.txt --write');
    expect({ code, stderr }).toMatchObject({ code: 3, stderr: /changed by somebody, which/ });
    execFileSync('sh', ['-c', /rm .*/.exec(stderr)?.[0] ?? 'false']);
    expect((await mofn('approval fmt a.txt --write')).code).toBe(0);
  });

  it('files that several name in other orders are changed by all of them', async () => {
    fs.writeFileSync(at('b.txt'), UNFORMATTED);
    const orders = ['a.txt b.txt', 'b.txt a.txt', 'a.txt a.txt', 'b.txt ./a.txt b.txt'];
    const runs = await Promise.all(orders.map((names) => mofn(`approval fmt --write ${names}`)));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect((await mofn('approval fmt --check a.txt b.txt')).code).toBe(0);
    expect(fs.readdirSync(folder)).toEqual(['a.txt', 'b.txt']);
  });
});

describe('a file that was changed meanwhile', () => {
  it.each(EDITS)('%s writes nothing, not into what a link leads to by now', async (line) => {
    fs.writeFileSync(at('bashrc'), 'mine');
    fs.writeFileSync(at('a.txt'), `${UNFORMATTED}${APPROVER}`);
    vi.spyOn(fs, 'fsyncSync').mockImplementationOnce(() => {
      fs.unlinkSync(at('a.txt'));
      fs.symlinkSync('bashrc', at('a.txt'));
    });
    const { code, stdout, stderr } = await mofn(line);
    expect({ code, stdout, stderr }).toEqual({
      code: 3,
      stdout: '',
      stderr:
        'error: the approval file "a.txt" was changed meanwhile by somebody else; nothing was written\n' +
        'hint: "ls -l a.txt" shows what is there now; then do it again\n',
    });
    expect(read('bashrc')).toBe('mine');
    expect(fs.readdirSync(folder)).toEqual(['a.txt', 'bashrc']);
  });

  it('is one that somebody wrote to while mofn had it', async () => {
    const child = await stopAt(['approval', 'fmt', '--write', 'a.txt'], {
      cwd: folder,
      at: 'fsyncSync',
      scratch,
    });
    fs.writeFileSync(at('a.txt'), 'theirs');
    expect(await goOnWith(child, 'SIGCONT')).toEqual({ code: 3, signal: null });
    expect(read('a.txt')).toBe('theirs');
    expect(fs.readdirSync(folder)).toEqual(['a.txt']);
  });
});

describe('what cannot be edited in its place', () => {
  it.each([
    ['a FIFO, whose writer is not let go', () => execFileSync('mkfifo', [at('x')])],
    ['a folder', () => fs.mkdirSync(at('x'))],
    ['a device', () => fs.symlinkSync('/dev/zero', at('x'))],
    ['nothing', () => undefined],
    ['a link to nowhere', () => fs.symlinkSync('nowhere', at('x'))],
  ])('%s: exit 3', async (_name, make) => {
    make();
    expect(await mofn('approval fmt --write x')).toMatchObject({ code: 3, stdout: '' });
  });

  it('a file over the limit is not read', async () => {
    const { code, stderr } = await mofn('approval fmt --write a.txt --max-size 10');
    expect({ code, stderr }).toMatchObject({ code: 3, stderr: /raise the limit with --max-size/ });
  });

  it('nothing is missed in a folder where nothing can be made, where nothing changes', async () => {
    await mofn('approval fmt --write a.txt');
    const open = fs.openSync;
    vi.spyOn(fs, 'openSync').mockImplementation((path, ...rest) => {
      if (String(path).endsWith('-lock')) throw Object.assign(new Error('no'), { code: 'EACCES' });
      return open(path, ...rest);
    });
    expect(await mofn('approval fmt --write a.txt')).toMatchObject({ code: 0, stderr: '' });
  });
});

describe.each(IS_LONG ? SIGNALS : sample(SIGNALS, 2))('%s', (signal) => {
  it('leaves no temporary file and no lock, and ends the program', async () => {
    const child = await stopAt(['approval', 'fmt', '--write', 'a.txt'], {
      cwd: folder,
      at: 'fsyncSync',
      scratch,
    });
    const names = fs.readdirSync(folder).sort();
    expect(names).toEqual([lockNameOf('a.txt'), expect.stringMatching(/^\.new-/), 'a.txt']);
    expect(await goOnWith(child, signal)).toEqual({ code: null, signal });
    expect(fs.readdirSync(folder)).toEqual(['a.txt']);
  });

  it.each([
    ['sign officer1.token --key officer1.key -q -o OUT', 'linkSync'],
    ['key new --no-passphrase -q -o OUT --force', 'renameSync'],
  ])('leaves nothing of %s but the whole result', async (line, call) => {
    const officer = makeOfficerFolder();
    const words = line.replace('OUT', join(folder, 'out')).split(' ');
    const child = await stopAt(words, { cwd: officer, at: call, of: '.new-', scratch });
    expect(fs.readdirSync(folder).sort()).toEqual([expect.stringMatching(/^\.new-/), 'a.txt']);
    // The result is in its place by then: a program may come to its end before it looks at the signal.
    const ends = [
      { code: null, signal },
      { code: 0, signal: null },
    ];
    expect(ends).toContainEqual(await goOnWith(child, signal));
    expect(fs.readdirSync(folder)).toEqual(['a.txt', 'out']);
    fs.rmSync(officer, { recursive: true });
  });

  it('ends one that waits for a lock, which lets go of those that it has', async () => {
    fs.writeFileSync(at('b.txt'), UNFORMATTED);
    lockAs({}, 'b.txt');
    const child = spawn(
      process.execPath,
      [resolve('bin/mofn'), 'approval', 'fmt', '--write', 'a.txt', 'b.txt'],
      {
        cwd: folder,
        stdio: 'ignore',
      },
    );
    while (!fs.existsSync(at(lockNameOf('a.txt')))) await sleep(5);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([null, signal]);
    expect(fs.readdirSync(folder).sort()).toEqual([lockNameOf('b.txt'), 'a.txt', 'b.txt']);
  });
});

/** Leaves a lock of this process, or of another. */
function lockAs(other: object, name = 'a.txt'): void {
  fs.writeFileSync(at(lockNameOf(name)), JSON.stringify({ ...identifyProcess(), ...other }));
}
