import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createCluster, openCluster } from '../../src/hsm/cluster/cluster.ts';
import { runCommand } from '../support/run-command.ts';
import { untilVendorPathIsFree } from '../support/vendor-path.ts';

const configure = (...words: readonly string[]) => runCommand(['hsm', 'configure-cli', ...words]);

const NOTHING = { code: 0, stdout: '', stderr: '' };

describe('configure-cli', () => {
  // As scripts that people have published call it.
  it.each([
    ['-a 10.0.15.211'],
    ['-a 10.0.2.14 10.0.1.4'],
    ['-a 10.0.2.14 -a 10.0.1.4 --hsm-ca-cert /opt/cloudhsm/etc/customerCA.crt'],
    ['--cluster-id cluster-1234567 --region eu-central-1 --hsm-ca-cert customerCA.crt'],
    ['--client-cert-hsm-tls-file c.crt --client-key-hsm-tls-file c.key'],
    ['--log-type file --log-file log --log-level info --log-rotation daily'],
    ['--default-retry-mode off --enable-validate-key-at-init --endpoint https://hsm.example'],
  ])('takes %s, and says nothing', async (words) => {
    expect(await configure(...words.split(' '))).toMatchObject(NOTHING);
  });

  it('does not do as if there were several clusters', async () => {
    const words = ['add-cluster', '--cluster-id', 'cluster-2'];
    expect(await configure(...words)).toMatchObject({ code: 2, stdout: '' });
  });

  it('refuses what the real one refuses', async () => {
    const both = ['-a', '10.0.2.14', '--cluster-id', 'cluster-1'];
    for (const words of [both, ['--log-level', 'all'], ['--hsm-ca-cret', 'f'], ['-a']]) {
      expect(await configure(...words)).toMatchObject({ code: 2, stdout: '' });
    }
  });

  it('says in its help what it changes', async () => {
    const words = (await configure('--help')).stdout.replaceAll(/\s+/g, ' ');
    expect(words).toContain('nothing is written but whether keys of one HSM alone may be used');
  });
});

describe('the check that a key is on two HSMs', () => {
  const root = mkdtempSync(join(tmpdir(), 'mofn-configure-'));
  afterAll(() => rmSync(root, { recursive: true }));
  const folder = join(root, 'cluster');
  const open = createCluster(folder, { servers: [{ name: 'a', hostname: 'a', port: 2225 }] });
  const run = (...words: readonly string[]) =>
    runCommand(['hsm', 'configure-cli', ...words], { cwd: root, env: { MOFN_HSM: 'cluster' } });

  it('is off and on again for whoever has the cluster open, as an act of the operator', async () => {
    expect(open.checksKeyAvailability()).toBe(true);
    expect(await run('-a', '10.0.2.14', '--disable-key-availability-check')).toMatchObject(NOTHING);
    expect(open.checksKeyAvailability()).toBe(false);
    expect(await run('-a', '10.0.2.14')).toMatchObject(NOTHING);
    expect(open.checksKeyAvailability()).toBe(false);
    expect(await run('--enable-key-availability-check', '--hsm', folder)).toMatchObject(NOTHING);
    expect(openCluster(folder).checksKeyAvailability()).toBe(true);
    expect(open.readActs().events.map(({ act }) => act)).toEqual([
      { kind: 'key-availability', isChecked: false },
      { kind: 'key-availability', isChecked: true },
    ]);
    const log = await runCommand(['hsm', 'log'], { cwd: root, env: { MOFN_HSM: 'cluster' } });
    expect(log.stdout).toContain('Act : keys of one HSM alone may be used');
    expect(log.stdout).toContain('Act : keys of one HSM alone may not be used');
  });

  it('is no switch for both ways at once, and none without a cluster', async () => {
    const both = ['--disable-key-availability-check', '--enable-key-availability-check'];
    expect(await run(...both)).toMatchObject({ code: 2, stdout: '' });
    await untilVendorPathIsFree();
    expect(await configure('--disable-key-availability-check')).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('no cluster is named') as string,
    });
  });
});
