// Makes a release under another umask than usual, checks it as those do who download it, with openssl alone and with
// mofn alone, and holds it against what was built here: two builds in two folders must have the same bytes.
//   npm run lint:release
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const work = mkdtempSync(join(tmpdir(), 'mofn-try-release-'));
try {
  const key = join(work, 'key');
  execFileSync('openssl', ['genrsa', '-out', key, '2048'], { stdio: 'ignore' });
  const release = join(work, 'release');
  process.umask(0o077);
  execFileSync(
    process.execPath,
    [join(root, 'scripts/release.mjs'), '--key', key, '--out', release],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  process.umask(0o022);

  const [tarball, executable] = [`mofn-${version}.tgz`, `mofn-${version}-linux-x64`];
  const inRelease = (program, ...words) =>
    execFileSync(program, words, { cwd: release, encoding: 'utf8' });
  assert.match(inRelease('sha256sum', '-c', 'SHA256SUMS'), new RegExp(`${executable}: OK`));
  const check = [
    'dgst',
    '-sha256',
    '-verify',
    'release-key.pem',
    '-signature',
    'SHA256SUMS.sig',
    'SHA256SUMS',
  ];
  assert.equal(inRelease('openssl', ...check), 'Verified OK\n');
  assert.equal(inRelease(`./${executable}`, '--version'), `${version}\n`);
  inRelease(
    `./${executable}`,
    'verify',
    'SHA256SUMS',
    '--signature',
    'SHA256SUMS.sig',
    '--key',
    'release-key.pem',
  );
  for (const kind of ['cdx', 'spdx']) {
    const text = readFileSync(join(release, `mofn-${version}.${kind}.json`), 'utf8');
    const hosts = [...text.matchAll(/\w+:\/\/([^/"]*)/g)].map(([, host]) => host);
    assert.deepEqual(hosts, [kind === 'cdx' ? 'cyclonedx.org' : 'spdx.org']);
    assert.ok(!text.includes(work) && !text.includes(root));
  }

  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', work], {
    cwd: root,
    stdio: 'ignore',
  });
  same(join(work, tarball), join(release, tarball));
  same(join(root, 'dist/mofn'), join(release, executable));

  const again = spawnSync(
    process.execPath,
    [join(root, 'scripts/release.mjs'), '--key', key, '--out', release],
    { encoding: 'utf8' },
  );
  assert.deepEqual(
    [again.status, again.stderr.split('\n')[0]],
    [1, `error: there is a release at "${release}"`],
  );
  console.log(
    'a release is what its signature says, and has the bytes of a build in another folder',
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}

function same(one, other) {
  assert.ok(readFileSync(one).equals(readFileSync(other)), `${one} and ${other} differ`);
}
