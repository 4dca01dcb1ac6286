import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireProgram } from '../support/requirements.ts';
import { runCommand } from '../support/run-command.ts';

const BIN = fileURLToPath(new URL('../../bin', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));

const expectProgram = requireProgram('expect');
const bash = requireProgram('bash');
const pexpect = {
  has: spawnSync('python3', ['-c', 'import pexpect']).status === 0,
  label: '(needs python3-pexpect)',
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-automation-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function makeCluster(flavour: string): Promise<void> {
  const argv = ['hsm', 'init', 'cluster', '--officers', '2', '--flavour', flavour];
  expect((await runCommand(argv, { cwd: folder })).code).toBe(0);
}

interface ScriptRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a script as it stands, with the tool on PATH under the name that it has everywhere. */
function runScript(name: string, ...args: readonly string[]): ScriptRun {
  return spawnSync(join(HERE, name), ['cluster/cloudhsm_mgmt_util.cfg', ...args], {
    cwd: folder,
    env: { ...process.env, PATH: `${BIN}${delimiter}${process.env['PATH']}` },
    encoding: 'utf8',
    timeout: 60_000,
  });
}

describe.skipIf(!expectProgram.has)(`an expect script ${expectProgram.label}`, () => {
  it('creates, changes, lists and deletes a user', async () => {
    await makeCluster('classic');
    const { status, stdout, stderr } = runScript(
      'create-user.exp',
      'officer1',
      'password',
      'alice',
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('aws-cloudhsm>deleteUser CU alice\r\n');
    expect(stdout).not.toContain('secondpw2');
  });

  it('sees that it cannot log in', async () => {
    await makeCluster('classic');
    const { status, stderr } = runScript('create-user.exp', 'officer1', 'wrong-one', 'alice');
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'cannot log in\n' });
  });
});

describe.skipIf(!pexpect.has)(`a pexpect script ${pexpect.label}`, () => {
  it('creates, changes, lists and deletes a user, waiting for success', async () => {
    await makeCluster('aws-2023');
    const { status, stdout, stderr } = runScript('hsm_users.py', 'officer1', 'password', 'alice');
    expect({ status, stderr, stdout }).toEqual({
      status: 0,
      stderr: '',
      stdout: [
        'refused: invalid user type',
        'refused: min pswd len 7 and max pswd len 32',
        "created: {'id': 5, 'type': 'CU', 'locked': False}",
        'deleted: True',
        '',
      ].join('\n'),
    });
  });
});

describe.skipIf(!bash.has)(`a here-document ${bash.label}`, () => {
  it('creates a user, and the next run fails because there is one', async () => {
    await makeCluster('classic');
    const first = runScript('create-user.sh', 'officer1', 'password', 'alice');
    expect({ status: first.status, stderr: first.stderr }).toEqual({ status: 0, stderr: '' });
    const second = runScript('create-user.sh', 'officer1', 'password', 'alice');
    expect({ status: second.status, stderr: second.stderr }).toEqual({
      status: 1,
      stderr: 'could not create alice\n',
    });
    // The listUsers of the script was swallowed by the question after the refusal.
    expect(second.stdout).toContain('Retry/Ignore/Abort?(R/I/A):Invalid option');
  });

  it('that forgets the y feeds its next command to the question', async () => {
    await makeCluster('classic');
    const script = 'loginHSM CO officer1 password\ncreateUser CU alice password\nlistUsers\n';
    const printed = execFileSync(
      join(BIN, 'cloudhsm_mgmt_util'),
      ['cluster/cloudhsm_mgmt_util.cfg'],
      {
        cwd: folder,
        input: script,
        encoding: 'utf8',
      },
    );
    expect(
      printed.endsWith(
        "(y/n)?Invalid option, please type 'y' or 'n'\n\nDo you want to continue(y/n)?\n\ndisconnecting from servers, please wait...\n",
      ),
    ).toBe(true);
  });
});
