import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIRST_SDK5_EDITION } from '../../src/hsm/sdk5-edition.ts';
import { runCommand } from '../support/run-command.ts';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'mofn-type-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const hsm = (cluster: string, argv: readonly string[], stdin = '') =>
  runCommand(['hsm', ...argv], { cwd: folder, stdin, env: { MOFN_HSM: cluster } });

async function init(cluster: string, ...options: readonly string[]) {
  return runCommand(['hsm', 'init', cluster, ...options], { cwd: folder });
}

async function showJson(cluster: string) {
  return JSON.parse((await hsm(cluster, ['show', '--json'])).stdout);
}

describe('what a cluster is to the newer command line', () => {
  it('is as usual where nobody says otherwise', async () => {
    expect(await init('usual')).toMatchObject({ code: 0, stdout: '' });
    expect(await showJson('usual')).toMatchObject({
      type: 'hsm1',
      sdk5: FIRST_SDK5_EDITION,
      servers: [{ users: [{ type: 'PRECO', name: 'admin' }, { type: 'AU' }] }, {}],
    });
    const [, line, server] = (await hsm('usual', ['show'])).stdout.split('\n');
    expect(line).toBe('HSMs of type hsm1, for both consoles; cloudhsm-cli 2026');
    expect(server).toMatch(/, M 1 for service 3, 1 for service 4$/);
  });

  it('is what the options say, more than the seed file', async () => {
    fs.writeFileSync(
      path.join(folder, 'seed.yaml'),
      'type: hsm2m\nsdk5: { edition: 2023, tokenPath: filepath, numbers: objects, keyQuorum: from-0 }\nusers: [{ name: one }, { name: two }]\nmValues: { clusterManagement: 2 }\n',
    );
    const options = ['--numbers', 'plain', '--value-set', 'capitals', '--edition=2026'];
    await init('chosen', '--from', 'seed.yaml', ...options);
    expect(await showJson('chosen')).toMatchObject({
      type: 'hsm2m',
      sdk5: {
        edition: '2026',
        tokenPath: 'filepath',
        valueSet: 'capitals',
        numbers: 'plain',
        keyQuorum: 'from-0',
      },
      servers: [{ mValues: { clusterManagement: 2 } }, {}],
    });
    const [, line, server] = (await hsm('chosen', ['show'])).stdout.split('\n');
    expect(line).toBe(
      'HSMs of type hsm2m, for cloudhsm-cli alone; cloudhsm-cli 2026, tokenPath filepath, valueSet capitals, keyQuorum from-0',
    );
    expect(server).toMatch(/, M 1 for service 3, 1 for service 4, 2 for service 7$/);
  });

  it('is none of what there is not', async () => {
    for (const option of [
      '--type=hsm3',
      '--edition=2025',
      '--token-path=file',
      '--numbers=1',
      '--key-quorum=0',
    ]) {
      expect(await init('none', option)).toMatchObject({ code: 2, stdout: '' });
    }
    expect(fs.existsSync(path.join(folder, 'none'))).toBe(false);
  });
});

describe('the classic console on hsm2m', () => {
  // As it has always been printed of a server that does not answer (test/golden has it of real ones).
  const CANNOT =
    'Connection to server 10.0.2.14(10.0.2.14) on port 2225 failed:Connection timed out\n' +
    'Connection to one of servers failed, exiting...\n';

  it('cannot connect, as to a server that does not answer', async () => {
    await init('new', '--type', 'hsm2m', '--officers', '2');
    await init('dropped', '--officers', '2');
    await hsm('dropped', ['fault', 'drop', 'server=0']);
    const told = await hsm('new', ['console'], 'loginHSM CO officer1 password\nlistUsers\n');
    expect(told).toEqual(await hsm('dropped', ['console'], 'listUsers\n'));
    expect(told).toMatchObject({ code: 1, stderr: '' });
    expect(told.stdout).toMatch(new RegExp(`\\.\\.\\.\\n${CANNOT.replaceAll(/[().]/g, '\\$&')}$`));
    expect(await hsm('new', ['exec', 'listUsers'])).toMatchObject({ code: 1, stdout: CANNOT });
  });

  it('has the reason for whoever asks', async () => {
    const { failures } = JSON.parse((await hsm('new', ['explain', '--json'])).stdout);
    expect(failures).toMatchObject([
      { command: null, unsent: { code: 'no-way-in' }, refusals: [] },
    ]);
    expect((await hsm('new', ['explain'])).stdout).toContain(
      '\n  HSMs of type hsm2m have no way in for cloudhsm_mgmt_util; cloudhsm-cli reaches them\n',
    );
  });
});
