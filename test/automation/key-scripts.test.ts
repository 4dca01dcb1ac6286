/** Scripts on keys, as people write them, run against the tool as they stand. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createCluster } from '../../src/hsm/cluster/cluster.ts';
import { makeKeys } from '../support/make-keys.ts';
import { requireProgram } from '../support/requirements.ts';

const BIN = fileURLToPath(new URL('../../bin', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));
const OWNER = ['app', 'password'] as const;

const expectProgram = requireProgram('expect');
const bash = requireProgram('bash');

let folder: string;
let handle: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-automation-'));
  const users = ['app', 'backup'].map(
    (name) => ({ type: 'CU', name, password: 'password' }) as const,
  );
  const cluster = createCluster(join(folder, 'cluster'), { adminPassword: 'password', users });
  const [made] = await makeKeys(cluster, [{ owner: 'app', label: 'wrapping' }]);
  await cluster.close();
  handle = String(made);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function runScript(name: string, ...args: readonly string[]) {
  const { status, stderr, stdout } = spawnSync(
    join(HERE, name),
    ['cluster/cloudhsm_mgmt_util.cfg', ...args],
    {
      cwd: folder,
      env: { ...process.env, PATH: `${BIN}${delimiter}${process.env['PATH']}` },
      encoding: 'utf8',
      timeout: 60_000,
    },
  );
  return { status, stderr, stdout };
}

describe.skipIf(!expectProgram.has)(`an expect script ${expectProgram.label}`, () => {
  it('shares a key, and sees it shared', () => {
    // admin and app_user come first: app is user 3, backup user 4.
    const shared = runScript('share-key.exp', ...OWNER, handle, '4');
    expect(shared).toMatchObject({ status: 0, stderr: '' });
    expect(shared.stdout).toContain(`aws-cloudhsm>shareKey ${handle} 4 1\r\n`);
  });

  it('sees that there is no such key', () => {
    const missing = runScript('share-key.exp', ...OWNER, '6', '4');
    expect(missing).toMatchObject({ status: 1, stderr: 'no key 6\n' });
  });
});

describe.skipIf(!bash.has)(`a pipe ${bash.label}`, () => {
  it('trusts a wrapping key, by the name of the attribute, and not without an officer', () => {
    const refused = runScript('trust-key.sh', 'admin', 'wrong-one', 'app', handle);
    expect(refused).toMatchObject({ status: 1, stderr: `could not trust ${handle}\n` });
    const trusted = runScript('trust-key.sh', 'admin', 'password', 'app', handle);
    expect(trusted).toMatchObject({ status: 0, stderr: '' });
  });
});
