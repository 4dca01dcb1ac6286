// Tries dist/mofn as those have it who get nothing else: in a folder of its own, with no Node on PATH, and NODE_OPTIONS
// that would stop any Node. openssl and the shell are what it is held against.
//   npm run lint:executable
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const TOOLS = [
  'sh',
  'openssl',
  'cat',
  'cp',
  'mkdir',
  'sha256sum',
  'ls',
  'env',
  'sed',
  'head',
  'dd',
  'cut',
  'rm',
  'mv',
  'grep',
  'tr',
  'od',
  'unzip',
  'base64',
  'printf',
  'test',
  'tail',
  'awk',
  'cmp',
  'xxd',
  'expect',
];

const folder = mkdtempSync(join(tmpdir(), 'mofn-executable-'));
try {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const tool of TOOLS) linkTool(tool, bin);
  const work = join(folder, 'work');
  mkdirSync(work);
  copyFileSync(join(root, 'dist/mofn'), join(bin, 'mofn'));
  for (const name of ['cloudhsm_mgmt_util', 'cloudhsm-cli', 'configure-cli'])
    symlinkSync('mofn', join(bin, name));
  const env = { PATH: bin, HOME: work, TMPDIR: work, NODE_OPTIONS: '--require /nothing.cjs' };
  const run = (line, { code = 0, input = '' } = {}) => {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', line], {
      cwd: work,
      env,
      input,
      encoding: 'utf8',
    });
    assert.equal(status, code, `${line}: exit ${status}\n${stdout}${stderr}`);
    return stdout + stderr;
  };

  run('command -v node', { code: 127 });
  assert.equal(run('mofn --version'), `${version}\n`);
  assert.match(run('mofn --help'), /mofn COMMAND|Usage|Commands/i);

  run(
    'openssl genrsa -out k 2048 2>&1; openssl rsa -in k -pubout -out k.pub 2>&1; head -c 160 /dev/zero > t',
  );
  run('mofn sign t --key k --out s && openssl dgst -sha256 -sign k -out o t && cmp s o');
  run(
    'openssl dgst -sha256 -verify k.pub -signature s t && mofn verify t --signature s --key k.pub',
  );
  run('printf x >> t; mofn verify t --signature s --key k.pub', { code: 1 });

  run('mofn hsm init c --officers 2');
  const session = 'enable_e2e\nloginHSM CO officer1 password\nlistUsers 0\nquit\n';
  assert.match(run('cloudhsm_mgmt_util c/cloudhsm_mgmt_util.cfg', { input: session }), /officer1/);
  assert.match(run('MOFN_HSM=c cloudhsm-cli user list'), /"username": "officer1"/);
  assert.match(
    run('mofn hsm run -- sh -c "cloudhsm-cli user list && command -v cloudhsm_mgmt_util"'),
    /"username"/,
  );

  assert.match(run('mofn page -o page.html && head -c 15 page.html'), /<!doctype html>/);
  assert.deepEqual(
    readFileSync(join(work, 'page.html')),
    readFileSync(join(root, 'dist/page/mofn.html')),
  );
  run('mofn demo --evidence tale');
  const refused = run(
    "mofn sign t --signer 'pkcs11:token=a?module-path=/usr/lib/none.so' --out p",
    { code: 4 },
  );
  assert.match(refused, /npm install --global mofn pkcs11js/);
  console.log('the executable does without Node what mofn does with it');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** What is not there is not needed, or is missed. */
function linkTool(name, bin) {
  const { status, stdout } = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' });
  if (status === 0 && stdout.startsWith('/')) symlinkSync(stdout.trim(), join(bin, name));
}
