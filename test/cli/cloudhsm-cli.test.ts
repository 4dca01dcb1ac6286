import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCliFolder } from '../../src/cli/commands/hsm/find-cluster.ts';
import type { Context } from '../../src/cli/context.ts';
import { formatClientConfig } from '../../src/hsm/cluster/client-config.ts';
import { runCommand } from '../support/run-command.ts';
import { untilVendorPathIsFree } from '../support/vendor-path.ts';

let folder: string;
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'mofn-cli-'));
  await init('cluster', '--officers', '2');
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const init = (cluster: string, ...options: readonly string[]) =>
  runCommand(['hsm', 'init', cluster, ...options, '--quiet'], { cwd: folder });

const OFFICER = { CLOUDHSM_ROLE: 'admin', CLOUDHSM_PIN: 'officer1:password' };

/** As bin/cloudhsm-cli does it: its words stand behind --, whatever they are. */
function cli(
  words: readonly string[],
  env: Readonly<Record<string, string>> = {},
  { stdin = '', cluster = 'cluster' }: { stdin?: string; cluster?: string | null } = {},
) {
  return runCommand(['hsm', 'cli', '--', ...words], {
    cwd: folder,
    stdin,
    env: { ...(cluster === null ? {} : { MOFN_HSM: cluster }), ...env },
  });
}

const hsm = (...argv: readonly string[]) =>
  runCommand(['hsm', ...argv], { cwd: folder, env: { MOFN_HSM: 'cluster' } });

async function namesOf(cluster: string): Promise<readonly string[]> {
  const { stdout } = await cli(['user', 'list'], {}, { cluster });
  return JSON.parse(stdout).data.users.map(({ username }: { username: string }) => username);
}

describe('cloudhsm-cli with a command', () => {
  it('answers in JSON on standard output, and with the exit code', async () => {
    const { code, stdout, stderr } = await cli(['user', 'list']);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({
      error_code: 0,
      data: { users: [{ username: 'admin' }, { username: 'officer1' }, {}, {}] },
    });
    const words = ['user', 'delete', '--username', 'nobody', '--role', 'crypto-user'];
    const refused = await cli(words, OFFICER);
    expect([refused.code, refused.stderr]).toEqual([1, '']);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error_code: 1 });
  });

  it('logs in with CLOUDHSM_ROLE and CLOUDHSM_PIN, split at the first colon', async () => {
    const create = (name: string, password: string, env: Readonly<Record<string, string>>) =>
      cli(['user', 'create', '--username', name, '--role', 'admin', '--password', password], env);
    expect(await create('colon', 'pass:word', OFFICER)).toMatchObject({ code: 0 });
    const pin = (CLOUDHSM_PIN: string) => ({ ...OFFICER, CLOUDHSM_PIN });
    expect(await create('by_colon', 'password', pin('colon:pass:word'))).toMatchObject({ code: 0 });
    for (const env of [
      {},
      { CLOUDHSM_ROLE: 'admin' },
      { ...OFFICER, CLOUDHSM_ROLE: 'officer' },
      pin('officer1'),
      pin('officer2:wrong:word'),
    ]) {
      const { code, stdout, stderr } = await create('nobody', 'password', env);
      expect([code, JSON.parse(stdout).error_code, stderr]).toEqual([1, 1, '']);
    }
    expect(await namesOf('cluster')).not.toContain('nobody');
  });

  it('has each of its words as it was typed, those of the emulator too', async () => {
    const { code, stdout, stderr } = await cli(['user', 'list', '--hsm', 'elsewhere']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: unexpected argument '--hsm' found\n/);
    const name = '"quoted"';
    const odd = await cli(
      ['user', 'create', '--username', name, '--role', 'admin', '--password', ''],
      OFFICER,
    );
    expect(odd).toMatchObject({ code: 1, stderr: '' });
    const { stdout: why } = await hsm('explain');
    expect(why).toMatch(/^user create /);
    expect(why).toContain('\\"quoted\\"');
  });

  it('takes the folder from mofn hsm cli --hsm before MOFN_HSM', async () => {
    await init('other', '--officers', '1', '--edition', '2023');
    const words = ['--hsm', 'other', '--', 'quorum', 'token-sign', 'list-timeouts'];
    const { code, stdout } = await runCommand(['hsm', 'cli', ...words], {
      cwd: folder,
      env: { MOFN_HSM: 'cluster', ...OFFICER },
    });
    expect([code, JSON.parse(stdout).error_code]).toEqual([0, 0]);
    expect(await cli(words.slice(3))).toMatchObject({ code: 2, stdout: '' });
  });

  it('asks for a password on standard input', async () => {
    const words = ['user', 'change-password', '--username', 'officer2', '--role', 'admin'];
    const { code, stdout } = await cli(words, OFFICER, { stdin: 'password2\npassword2\n' });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Enter password:\s*Confirm password:\s*\{\n {2}"error_code": 0,/);
  });
});

describe('a cluster that is not activated', () => {
  it('is provisioned by a script that exports role and PIN first', async () => {
    await init('fresh', '--type', 'hsm2m');
    const admin = { CLOUDHSM_ROLE: 'admin', CLOUDHSM_PIN: 'admin:secret-word' };
    const run = (...words: readonly string[]) => cli(words, admin, { cluster: 'fresh' });
    expect(await run('cluster', 'activate', '--password', 'secret-word')).toMatchObject({
      code: 0,
    });
    const user = ['--username', 'app', '--role', 'crypto-user', '--password', 'password'];
    expect(await run('user', 'create', ...user)).toMatchObject({ code: 0, stderr: '' });
    expect(await namesOf('fresh')).toContain('app');
  });
});

describe('cloudhsm-cli interactive', () => {
  it('takes commands over a pipe, on the state of the classic console', async () => {
    const lines = [
      'login --username officer1 --role admin --password password',
      'user create --username piped --role crypto-user --password password',
      'quit',
      '',
    ];
    const { code, stdout, stderr } = await cli(['interactive'], {}, { stdin: lines.join('\n') });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.match(/"error_code": 0/g)).toHaveLength(2);
    expect((await hsm('exec', 'listUsers')).stdout).toMatch(/\bCU +piped\b/);
    await hsm('exec', 'loginHSM CU piped wrong-word');
    expect((await hsm('explain')).stdout).toMatch(/^loginHSM was refused/);
  });
});

describe('with no cluster at hand', () => {
  it.each([[['--help']], [['user', 'create', '--help']], [['help', 'quorum']], [['--version']]])(
    '%j is answered',
    async (words) => {
      const { code, stdout, stderr } = await cli(words, {}, { cluster: null });
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(words[0] === '--version' ? /^cloudhsm-cli \S.*\n$/ : /Usage: /);
      // A folder that is none is no reason either.
      expect(await cli(words, {}, { cluster: 'none' })).toMatchObject({ code, stdout, stderr });
    },
  );

  it.each([[[]], [['user']], [['user', 'lsit']], [['user', 'list', '--all']]])(
    '%j is refused as ever',
    async (words) => {
      const here = await cli(words);
      expect([here.code, here.stdout]).toEqual([2, '']);
      expect(await cli(words, {}, { cluster: null })).toEqual(here);
    },
  );

  it.each([['user', 'list'], ['interactive']])('%s %s says how to have one', async (...words) => {
    await untilVendorPathIsFree();
    expect(await cli(words, {}, { cluster: null })).toMatchObject({
      code: 5,
      stdout: '',
      stderr: expect.stringMatching(/^error: no cluster is named\nhint: .*MOFN_HSM/),
    });
  });

  it('a damaged one ends it before anything is printed', async () => {
    await init('damaged', '--officers', '1');
    const server = path.join(folder, 'damaged', 'server-1');
    const [newest = ''] = fs.readdirSync(server).filter((name) => name.endsWith('.json'));
    fs.writeFileSync(path.join(server, newest), '{}');
    for (const words of [['user', 'list'], ['interactive']]) {
      const { code, stdout, stderr } = await cli(words, {}, { cluster: 'damaged' });
      expect([code, stdout]).toEqual([5, '']);
      expect(stderr).toMatch(/^error: damaged state: /);
    }
    expect(await cli(['--help'], {}, { cluster: 'damaged' })).toMatchObject({ code: 0 });
  });
});

describe('the configuration at the vendor’s path', () => {
  const context = (env: Record<string, string> = {}) =>
    ({ cwd: folder, env }) as unknown as Context;

  it('names the folder of the cluster, where mofn hsm run has put it', () => {
    const vendor = path.join(folder, 'opt');
    const config = path.join(vendor, 'etc', 'cloudhsm-cli.cfg');
    fs.mkdirSync(path.dirname(config), { recursive: true });
    fs.writeFileSync(config, formatClientConfig({ type: 'hsm1', servers: [] }, '/tmp/cluster'));
    expect(findCliFolder(undefined, context(), vendor)).toBe('/tmp/cluster');
    expect(findCliFolder(undefined, context({ MOFN_HSM: 'c' }), vendor)).toBe(
      path.join(folder, 'c'),
    );
  });

  it.each(['', '{}', 'null', '{"mofn":{"folder":7}}', '{"mofn":{"folder":""}}', '['.repeat(9999)])(
    '%j names none',
    (text) => {
      const vendor = path.join(folder, 'opt');
      fs.mkdirSync(path.join(vendor, 'etc'), { recursive: true });
      fs.writeFileSync(path.join(vendor, 'etc', 'cloudhsm-cli.cfg'), text);
      expect(() => findCliFolder(undefined, context(), vendor)).toThrow('no cluster is named');
    },
  );
});
