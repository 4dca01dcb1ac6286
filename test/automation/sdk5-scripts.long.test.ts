/**
 * Scripts as they are written for the newer command line, each on a fresh cluster; openssl alone signs.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IS_LONG } from '../support/how-many.ts';
import { takeKey } from '../support/keys.ts';
import { requireProgram } from '../support/requirements.ts';

const MOFN = fileURLToPath(new URL('../../bin/mofn', import.meta.url));
const HERE = fileURLToPath(new URL('./sdk5', import.meta.url));
/** Whoever has a key in the working directory. */
const HOLDERS = ['admin', 'admin2', 'admin3', 'app'] as const;

const [jq, openssl, expectProgram] = ['jq', 'openssl', 'expect'].map(requireProgram);
const tools = { has: jq?.has === true && openssl?.has === true, label: '(needs jq and openssl)' };
const pexpect = {
  has: spawnSync('python3', ['-c', 'import pexpect']).status === 0,
  label: '(needs python3-pexpect)',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-sdk5-'));
  for (const holder of HOLDERS) {
    const { privatePem, publicPem } = takeKey(holder);
    writeFileSync(join(folder, `${holder}.key`), privatePem, { mode: 0o600 });
    writeFileSync(join(folder, `${holder}.pub`), publicPem);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command on a fresh cluster: a script as it stands, or a line for the shell. */
function run(command: readonly string[], options: readonly string[] = []) {
  const argv = ['hsm', 'run', ...options, '--', ...command];
  const env = { ...process.env, ADMIN_PASSWORD: 'password1', USER_PASSWORD: 'password2' };
  const { status, stdout, stderr } = spawnSync(MOFN, argv, {
    cwd: folder,
    env,
    encoding: 'utf8',
    timeout: 60_000,
  });
  // Of another run at the same time, such as another test's, whose the vendor's path is then.
  const told = stderr.replace(/^warning: another mofn hsm run is at .*\n/, '');
  return { status, stdout, stderr: told };
}

describe.skipIf(!tools.has)(`scripts of bash ${tools.label}`, () => {
  // Some twenty processes, one after the other.
  if (IS_LONG) {
    it('provision a cluster, and do nothing twice', () => {
      const script = join(HERE, 'provision.sh');
      const { status, stdout, stderr } = run([
        'bash',
        '-ec',
        '"$0" 10.0.2.14 app1 app2; "$0" 10.0.2.14 app2 app3',
        script,
      ]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      const users = ['admin', 'app1', 'app2'];
      expect(stdout.split('\n')).toEqual([
        ...['activated', 'created app1', 'created app2', ...users, 'app_user'],
        ...['created app3', ...users, 'app3', 'app_user', ''],
      ]);
    });
  }

  it('are stopped by what is refused', () => {
    const line =
      'set -e; export CLOUDHSM_ROLE=admin CLOUDHSM_PIN=officer1:wrong-one; cloudhsm-cli user create --username app --role crypto-user --password password1 >/dev/null; echo created';
    const { status, stdout } = run(['bash', '-c', line], ['--officers', '2']);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });

  it('read the names of users', () => {
    const line =
      "CLOUDHSM_ROLE=admin CLOUDHSM_PIN=officer1:password cloudhsm-cli user list | jq -r '.data.users[].username'";
    const { status, stdout, stderr } = run(['bash', '-c', line], ['--officers', '5']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const officers = [1, 2, 3, 4, 5].map((number) => `officer${number}`);
    expect(stdout.split('\n')).toEqual(['admin', ...officers, 'app_user', '']);
  });

  it('have a user approved, are told why not, and go on', () => {
    const users = ['admin2', 'admin3'].map((name) => ({ name, key: `${name}.pub` }));
    const seed = { users, mValues: { userManagement: 2 } };
    writeFileSync(join(folder, 'seed.json'), JSON.stringify(seed));
    const line = [
      'export CLOUDHSM_ROLE=admin CLOUDHSM_PIN=admin2:password',
      '"$0" bob admin2 admin3',
      '"$0" carol admin3 || "$0" carol admin3 admin2',
    ].join('\n');
    const command = ['bash', '-ec', line, join(HERE, 'approve-user.sh')];
    const { status, stdout, stderr } = run(command, ['--from', 'seed.json']);
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: 'bob\ncarol\n',
      stderr: 'Too few quorum approvals: currently 1 approvals, but 2 approvals required\n',
    });
  });

  it('see with the one console what the other did', () => {
    const line = [
      'CLOUDHSM_ROLE=admin CLOUDHSM_PIN=officer1:password cloudhsm-cli user create --username app --role crypto-user --password password1 >/dev/null',
      "printf 'loginHSM CO officer1 password\\nlistUsers\\nquit\\n' | cloudhsm_mgmt_util | grep -c 'CU  *app '",
    ].join(' && ');
    const { status, stdout, stderr } = run(['bash', '-c', line], ['--officers', '2']);
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '2\n', stderr: '' });
  });
});

describe.skipIf(!(tools.has && expectProgram?.has))(
  `an expect script ${expectProgram?.label}`,
  () => {
    it('goes from a new cluster to a spent token', () => {
      const { status, stdout, stderr } = run([
        join(HERE, 'quorum.exp'),
        'password1',
        'admin2',
        'admin3',
      ]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toContain('"data": "Quorum approval is required for this operation"');
      expect(stdout).not.toContain('Enter password:password1');
    });
  },
);

// What the expect script does, and a second factor: many processes, for the long version and CI.
if (IS_LONG) {
  describe.skipIf(!(tools.has && pexpect.has))(`a pexpect script ${pexpect.label}`, () => {
    it('goes from a new cluster to a spent token, and to a log-in with a second factor', () => {
      const { status, stdout, stderr } = run([
        join(HERE, 'quorum.py'),
        'password1',
        'admin2',
        'admin3',
      ]);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout.split('\n')).toEqual([
        "values: {'user': 2, 'quorum': 2}",
        'without a token: Quorum approval is required for this operation',
        'unsigned: No token signatures provided',
        'with one approval: Too few quorum approvals: currently 1 approvals, but 2 approvals required',
        "with two: {'username': 'app', 'role': 'crypto-user'}",
        "tokens: {'tokens': []}",
        'spent: Invalid username-signature pair for quorum authorization',
        "logged in: {'username': 'app', 'role': 'crypto-user'}",
        '',
      ]);
    });
  });
}
