import { describe, expect, it } from 'vitest';
import { runCommand } from '../support/run-command.ts';

const configure = (...words: readonly string[]) => runCommand(['hsm', 'configure-cli', ...words]);

const NOTHING = { code: 0, stdout: '', stderr: '' };

describe('configure-cli', () => {
  // As scripts that people have published call it.
  it.each([
    ['-a 10.0.15.211'],
    ['-a 10.0.2.14 10.0.1.4'],
    ['-a 10.0.2.14 -a 10.0.1.4 --hsm-ca-cert /opt/cloudhsm/etc/customerCA.crt'],
    ['--disable-key-availability-check'],
    ['-a 172.31.13.106 --disable-key-availability-check'],
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

  it('says in its help that it changes nothing', async () => {
    expect((await configure('--help')).stdout).toContain('changes nothing');
  });
});
