/**
 * The console as a process: exit codes, signals, what is on a terminal, who counts as logged in.
 */
import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConsolePty } from '../support/console-pty.ts';
import { howMany, sample } from '../support/how-many.ts';
import { runCommand } from '../support/run-command.ts';

const CONSOLE = fileURLToPath(new URL('../../bin/cloudhsm_mgmt_util', import.meta.url));
const PROMPT = 'aws-cloudhsm>';
const FAREWELL = '\n\ndisconnecting from servers, please wait...\n';

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-process-'));
  await mofn(['hsm', 'init', 'cluster', '--officers', '2']);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function mofn(argv: readonly string[], stdin = ''): ReturnType<typeof runCommand> {
  return runCommand(argv, { cwd: folder, stdin });
}

function pipe(
  input: string,
  ...args: readonly string[]
): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CONSOLE, ...args], {
    cwd: folder,
    input,
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
}

/** The ways that a console's input ends. */
const ENDS: readonly (readonly [string, string])[] = [
  ['quit', 'listUsers\nquit\n'],
  ['the end of input', 'listUsers\n'],
  ['the end of input in a line', 'listUsers'],
  ['nothing at all', ''],
];

describe('over a pipe', () => {
  it.each(sample(ENDS, howMany(2, ENDS.length)))('ends cleanly at %s', (_name, input) => {
    const { code, stdout, stderr } = pipe(input, 'cluster/cloudhsm_mgmt_util.cfg');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.endsWith(`${PROMPT}${FAREWELL}`)).toBe(true);
    expect(stdout.includes('officer2')).toBe(input !== '');
  });

  it('reads only as far as it runs commands, so that a prompt comes before its input is complete', async () => {
    const child = spawn(process.execPath, [CONSOLE, '--hsm', 'cluster'], { cwd: folder });
    let printed = '';
    const wait = (text: string) =>
      new Promise<void>((resolve) => {
        child.stdout.on('data', function look(data: Buffer) {
          printed += data.toString();
          if (!printed.endsWith(text)) return;
          child.stdout.off('data', look);
          resolve();
        });
      });
    await wait(PROMPT);
    child.stdin.write('setMValue 3 2\n');
    await wait('Do you want to continue(y/n)?');
    child.stdin.end('n\n');
    await wait(FAREWELL);
  });

  it('is quiet when its reader goes away, as head does, but has not done all that it was told', async () => {
    const shell = `"$0" "$1" --hsm cluster | head -c 20`;
    const { status, stderr } = spawnSync(
      'bash',
      ['-o', 'pipefail', '-c', shell, process.execPath, CONSOLE],
      {
        cwd: folder,
        input: 'listUsers\n'.repeat(5000),
        encoding: 'utf8',
      },
    );
    expect({ status, stderr }).toEqual({ status: 3, stderr: '' });
  });
});

describe('the configuration file', () => {
  function config(...servers: readonly object[]): string {
    writeFileSync(join(folder, 'my.cfg'), JSON.stringify({ servers, scard: {} }));
    return 'my.cfg';
  }
  const SECOND = { name: 'b', hostname: '10.0.1.4', port: 2226, enable: 'yes' };

  it('says which servers there are, in which order, and under which names', () => {
    const cfg = config({ name: 'a', hostname: '10.0.2.14', port: 2225, enable: 'no' }, SECOND);
    const { code, stdout } = pipe('enable_e2e\n', cfg, '--hsm', 'cluster');
    expect(code).toBe(0);
    expect(stdout).toContain("Connected to server 'b': hostname '10.0.1.4', port 2226.\n");
    expect(stdout.match(/E2E enabled on server .*/g)).toEqual(['E2E enabled on server 0(b)']);
  });

  it('may name a server that there is not', () => {
    const cfg = config(SECOND, { name: 'x', hostname: '10.9.9.9', port: 2225, enable: 'yes' });
    const { code, stdout } = pipe('listUsers\n', cfg, '--hsm', 'cluster');
    expect(code).toBe(1);
    expect(stdout.split('\n').slice(-4)).toEqual([
      "Connecting to server 'x': hostname '10.9.9.9', port 2225...",
      'Connection to server 10.9.9.9(10.9.9.9) on port 2225 failed:Connection timed out',
      'Connection to one of servers failed, exiting...',
      '',
    ]);
  });

  it.each([
    ['missing', undefined],
    ['no JSON', 'servers: 1'],
    ['without servers', '{}'],
  ])('may be %s, which is said', (_name, text) => {
    if (text !== undefined) writeFileSync(join(folder, 'my.cfg'), text);
    const { code, stdout, stderr } = pipe('listUsers\n', 'my.cfg', '--hsm', 'cluster');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^error: /);
  });
});

it.each([
  ['no cluster is named', []],
  ['there is no such folder', ['--hsm', 'nowhere']],
  ['the folder is no cluster', ['--hsm', '.']],
])('says that %s, and prints nothing else', (_name, args) => {
  const { code, stdout, stderr } = pipe('listUsers\n', ...args);
  expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
  expect(stderr).toMatch(/^error: /);
});

it('says that any of the HSMs is damaged, and prints nothing else', async () => {
  truncateSync(join(folder, 'cluster/server-1/000000000001.json'), 200);
  const { code, stdout, stderr } = pipe('listUsers\n', '--hsm', 'cluster');
  expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
  expect(stderr).toMatch(/^error: damaged state: .*server-1/);
  const exec = await mofn(['hsm', 'exec', '--hsm', 'cluster', 'listUsers']);
  expect(exec).toMatchObject({ code: 5, stdout: '', stderr });
});

it('cannot start where a fault drops a server', async () => {
  await mofn(['hsm', 'fault', 'add', 'drop server=1', '--hsm', 'cluster']);
  const { code, stdout } = pipe('listUsers\n', '--hsm', 'cluster');
  expect(code).toBe(1);
  expect(stdout.endsWith('Connection to one of servers failed, exiting...\n')).toBe(true);
});

describe('on a terminal', () => {
  it('ends at Ctrl-D, and restores the terminal', async () => {
    const pty = new ConsolePty({ cwd: folder, args: ['--hsm', 'cluster'] });
    try {
      await pty.waitFor(PROMPT);
      pty.type('list');
      await pty.waitFor('list');
      pty.type('\x03');
      await pty.waitFor(`^C\r\n${PROMPT}`);
      pty.type('\x04');
      expect(await pty.waitForExit()).toEqual({
        code: 0,
        printed: FAREWELL.replaceAll('\n', '\r\n'),
      });
    } finally {
      pty.kill();
    }
  });

  it('sees what was typed ahead behind its own prompts', async () => {
    const pty = new ConsolePty({ cwd: folder, args: ['--hsm', 'cluster'] });
    try {
      await pty.waitFor(PROMPT);
      pty.type('getMValue 3\rgetMValue 4\rquit\r');
      const { code, printed } = await pty.waitForExit();
      expect(code).toBe(0);
      const lines = printed.replace(FAREWELL.replaceAll('\n', '\r\n'), '').split('\r\n');
      expect(lines.filter((line) => !line.startsWith('MValue'))).toEqual([
        'getMValue 3',
        `${PROMPT}getMValue 4`,
        `${PROMPT}quit`,
        '',
      ]);
    } finally {
      pty.kill();
    }
  });

  it('interrupts a slow server at Ctrl-C, and the farewell to it', async () => {
    const pty = new ConsolePty({ cwd: folder, args: ['--hsm', 'cluster'] });
    try {
      await pty.waitFor(PROMPT);
      pty.type('loginHSM CO officer1 password\r');
      await pty.waitFor(PROMPT);
      await mofn(['hsm', 'fault', 'add', 'slow server=1 ms=600000', '--hsm', 'cluster']);
      pty.type('getMValue 3\r');
      await pty.waitFor('on server 0 : [1]\r\n');
      pty.type('\x03');
      await pty.waitFor(
        `^C\r\ngetMValue failed: interrupted\r\ngetMValue failed on server 1(10.0.1.4)\r\n${PROMPT}`,
      );
      pty.type('quit\r');
      await pty.waitFor(FAREWELL.replaceAll('\n', '\r\n'));
      pty.type('\x03');
      expect(await pty.waitForExit()).toEqual({ code: 0, printed: '^C\r\n' });
    } finally {
      pty.kill();
    }
  });

  it.each([
    ['a command', ''],
    ['a password', 'loginHSM CO officer2 -hpswd\r'],
    ['an answer', 'createUser CU bob password\r'],
  ])(
    'that goes away while it waits for %s ends it by SIGHUP, with no dump',
    async (_name, typed) => {
      const pty = new ConsolePty({ cwd: folder, args: ['--hsm', 'cluster'] });
      await pty.waitFor(PROMPT);
      pty.type('loginHSM CO officer1 password\r');
      await pty.waitFor(PROMPT);
      if (typed !== '') {
        pty.type(typed);
        await pty.waitFor(typed.includes('-hpswd') ? 'Enter password:' : '(y/n)?');
      }
      expect(await pty.hangUp()).toBe(constants.signals.SIGHUP);
    },
  );

  it('that was killed is not logged in, so that its user can be deleted', async () => {
    const remove = [
      'hsm',
      'exec',
      '--hsm',
      'cluster',
      'loginHSM CO officer1 password',
      'deleteUser CO officer2',
    ];
    const pty = new ConsolePty({ cwd: folder, args: ['--hsm', 'cluster'] });
    await pty.waitFor(PROMPT);
    pty.type('loginHSM CO officer2 password\r');
    await pty.waitFor(PROMPT);
    expect((await mofn(remove, 'I\nI\n')).code).toBe(1);
    pty.kill();
    await pty.waitForExit();
    expect((await mofn(remove)).code).toBe(0);
  });
});

it('is ended by SIGTERM while it waits for a line', async () => {
  const child = execFile(process.execPath, [CONSOLE, '--hsm', 'cluster'], { cwd: folder });
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  const ended = new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
  child.kill('SIGTERM');
  expect(await ended).toBe('SIGTERM');
});

describe('hsm exec', () => {
  it('prints what the console prints, without prompts for commands', async () => {
    const { code, stdout, stderr } = await mofn([
      'hsm',
      'exec',
      '--hsm',
      'cluster',
      'loginHSM CO officer1 password',
      'getMValue 3',
      'getToken 3 officer1 t',
    ]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const [first, second, third, fourth, ...rest] = stdout.split('\n');
    expect([first, second]).toEqual([
      'loginHSM success on server 0(10.0.2.14)',
      'loginHSM success on server 1(10.0.1.4)',
    ]);
    expect([third, fourth]).toEqual([
      'MValue of service 3[USER_MGMT] on server 0 : [1]',
      'MValue of service 3[USER_MGMT] on server 1 : [1]',
    ]);
    // A token is to be had only while its M is above 1; the file was emptied all the same.
    expect(rest).toHaveLength(5);
    expect(readFileSync(join(folder, 't'))).toHaveLength(0);
  });

  it('answers questions from its input', async () => {
    const argv = [
      'hsm',
      'exec',
      '--hsm',
      'cluster',
      'loginHSM CO officer1 password',
      'setMValue 3 2',
    ];
    expect((await mofn(argv, 'n\n')).code).toBe(1);
    expect((await mofn(argv, '')).code).toBe(1);
    expect((await mofn(argv, 'y\n')).code).toBe(0);
  });

  it('goes no further than quit', async () => {
    const { code, stdout } = await mofn(['hsm', 'exec', '--hsm', 'cluster', 'quit', 'listUsers']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });

  it('tells on stderr, and only with --hints, what is odd about an approval file', async () => {
    writeFileSync(join(folder, 'a'), ' Token File Path = ;\n');
    const argv = ['hsm', 'exec', '--hsm', 'cluster', 'approveToken a'];
    expect((await mofn(argv)).stderr).toBe('');
    const { stdout, stderr } = await mofn([...argv, '--hints']);
    expect(stdout).toBe('failed to open \n');
    expect(stderr).toMatch(/^a:1:\d+: (error|warning) /);
  });
});
