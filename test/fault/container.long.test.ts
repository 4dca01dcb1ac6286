import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { NAMESPACES, requireNamespaces } from '../support/namespaces.ts';

const namespaces = requireNamespaces();

/** What a container's runtime does with `--read-only --volume cluster:/cluster`, as far as it is about files. */
const READ_ONLY = `
set -eu
mount --bind "$1" "$1"
# Every other place of this machine that could be written to.
for place in / /dev/shm /tmp; do
  if mountpoint -q "$place"; then mount -o remount,bind,ro "$place"; fi
done
mount -o remount,bind,rw "$1"
cd "$1"
export HOME="$1" TMPDIR="$1" MOFN_HSM="$1/hsm" CLOUDHSM_ROLE=admin CLOUDHSM_PIN=officer1:password
if (: >"$2/x") 2>/dev/null; then echo 'it can be written to' >&2; exit 9; fi
"$2/bin/mofn" hsm init hsm --officers 3
printf 'loginHSM CO officer1 password\ncreateUser CU alice password1\ny\nquit\n' | "$2/bin/cloudhsm_mgmt_util"
"$2/bin/cloudhsm-cli" user create --username bob --role crypto-user --password password1
"$2/bin/mofn" hsm show
`;

it.skipIf(!namespaces.has)(
  `both consoles write to the volume and to nothing else ${namespaces.label}`,
  () => {
    const volume = mkdtempSync(join(tmpdir(), 'mofn-volume-'));
    try {
      const words = [...NAMESPACES, 'sh', '-c', READ_ONLY, 'sh', volume, resolve('.')];
      const { status, stdout, stderr } = spawnSync('unshare', words, { encoding: 'utf8' });
      expect(status, stderr).toBe(0);
      for (const user of ['alice', 'bob'])
        expect(stdout).toMatch(new RegExp(`user \\d+ CU ${user}`));
      expect(stdout).toContain('the HSMs are in step');
    } finally {
      rmSync(volume, { recursive: true });
    }
  },
);

it('the Containerfile runs as nobody in particular, with one volume, which both consoles find', () => {
  const text = readFileSync('Containerfile', 'utf8');
  const last = text.slice(text.lastIndexOf('\nFROM '));
  expect(last).toMatch(/^USER 10001:10001$/m);
  expect([...text.matchAll(/^VOLUME (.*)$/gm)].map(([, place]) => place)).toEqual(['/cluster']);
  for (const name of ['HOME=/cluster', 'TMPDIR=/cluster', 'MOFN_HSM=/cluster/hsm']) {
    expect(last).toContain(name);
  }
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const [, line = ''] of text.matchAll(/^FROM \S+\/node:(\d+)-/gm)) {
    expect(engines.node).toContain(`^${line}.`);
  }
});
