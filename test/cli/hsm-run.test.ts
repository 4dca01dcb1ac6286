import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkVendorPaths } from '../../src/cli/commands/hsm/run/program-links.ts';
import { type Cluster, createCluster } from '../../src/hsm/cluster/cluster.ts';
import { identifyProcess } from '../../src/hsm/cluster/process-identity.ts';
import { IS_LONG, sample } from '../support/how-many.ts';
import { goOnWith, stopAt } from '../support/stopped-child.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

const MOFN = path.resolve('bin/mofn');

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'mofn-hsm-run-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** Another run at the same time may have the vendor's path: another test's. */
function withoutOthers(stderr: string): string {
  return stderr.replace(/^warning: another mofn hsm run is at .*\n/m, '');
}

function runWith(words: readonly string[], script: string) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [MOFN, 'hsm', 'run', ...words, '--', 'sh', '-c', script],
    { encoding: 'utf8', env: { ...process.env, TMPDIR: folder }, cwd: folder },
  );
  return { status, stdout, stderr: withoutOthers(stderr) };
}

describe('hsm run', () => {
  it('gives the command a cluster and the programs, and takes them away again', () => {
    const { status, stdout, stderr } = runWith(
      // Another run may be at the vendor's path, which would be told.
      ['--officers', '2', '--quiet'],
      'echo "$MOFN_HSM"; echo listUsers | cloudhsm_mgmt_util; mofn hsm show; ' +
        'configure-cli -a 10.0.2.14; cloudhsm-cli cluster hsm-info; exit 7',
    );
    expect([status, stderr]).toEqual([7, '']);
    expect(stdout).toContain('Number of users found:4');
    expect(stdout).toContain('CO officer2');
    expect(stdout).toMatch(/^\{\n {2}"error_code": 0,/m);
    const [cluster = ''] = stdout.split('\n');
    expect(path.dirname(path.dirname(cluster))).toBe(folder);
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('keeps the cluster where asked to, and says where', () => {
    const { status, stderr } = runWith(['--keep', '--officers', '1'], 'true');
    const cluster = /^the cluster is kept in "(.*)"\n$/.exec(stderr)?.[1] ?? '';
    expect([status, fs.existsSync(path.join(cluster, 'cluster.json'))]).toEqual([0, true]);
  });

  it('ends as the command does: by a signal, or not to be found', () => {
    expect(runWith([], 'kill -TERM $$').status).toBe(128 + 15);
    const missing = spawnSync(process.execPath, [MOFN, 'hsm', 'run', '--', './none'], {
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: folder },
    });
    expect([missing.status, missing.stdout]).toEqual([127, '']);
    expect(missing.stderr).toContain('cannot run "./none": no such file or folder\nhint: ');
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('says of what is no program what shells say', () => {
    fs.writeFileSync(path.join(folder, 'script'), 'true\n');
    const { status, stderr } = spawnSync(process.execPath, [MOFN, 'hsm', 'run', '--', './script'], {
      encoding: 'utf8',
      env: { ...process.env, TMPDIR: folder },
      cwd: folder,
    });
    expect([status, withoutOthers(stderr)]).toEqual([
      126,
      expect.stringContaining('cannot run "./script": permission denied\nhint: '),
    ]);
  });

  it('ends as Ctrl-C ended the command, so that the loop of a shell ends, too', async () => {
    const loop = 'for i in 1 2; do "$0" "$1" hsm run -q -- sh -c "echo up; kill -INT 0"; done';
    const child = spawn('bash', ['-c', loop, process.execPath, MOFN], {
      env: { ...process.env, TMPDIR: folder },
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      // A group of its own, as a terminal's job is one.
      detached: true,
    });
    let stdout = '';
    child.stdout.on('data', (piece: Buffer) => {
      stdout += piece.toString();
    });
    const [, signal] = await once(child, 'close');
    expect([signal, stdout]).toEqual(['SIGINT', 'up\n']);
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('passes a signal on, waits, and tidies up', async () => {
    const child = spawn(
      process.execPath,
      [
        MOFN,
        'hsm',
        'run',
        '--',
        'sh',
        '-c',
        'trap "echo caught; exit 3" TERM; echo up; sleep 5 & wait',
      ],
      { env: { ...process.env, TMPDIR: folder }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let printed = '';
    child.stdout.on('data', (piece: Buffer) => {
      printed += piece.toString();
      if (printed === 'up\n') child.kill('SIGTERM');
    });
    const [code] = await once(child, 'exit');
    expect([code, printed]).toEqual([3, 'up\ncaught\n']);
    expect(fs.readdirSync(folder)).toEqual([]);
  });
});

describe.each(IS_LONG ? SIGNALS : sample(SIGNALS, 2))('%s', (signal) => {
  it.each([
    ['the cluster is made', 'mkdirSync', 'server-1'],
    ['the programs are linked', 'symlinkSync', 'bin/mofn'],
    ['all is taken away', 'rmSync', 'mofn-run-'],
  ])('while %s leaves nothing, and ends the program', async (_name, at, of) => {
    const scratch = fs.mkdtempSync(path.join(tmpdir(), 'mofn-hsm-run-stop-'));
    const options = { cwd: folder, env: { TMPDIR: folder }, at, of, scratch };
    const child = await stopAt(['hsm', 'run', '--', 'true'], options);
    expect(fs.readdirSync(folder)).toHaveLength(1);
    expect(await goOnWith(child, signal)).toEqual({ code: null, signal });
    expect(fs.readdirSync(folder)).toEqual([]);
    fs.rmSync(scratch, { recursive: true });
  });
});

describe('the paths of the vendor’s client', () => {
  let cluster: string;
  let made: Cluster;
  let vendor: string;
  let taken: string[];
  const tellTaken = (by: string): void => void taken.push(by);

  beforeEach(() => {
    taken = [];
    cluster = path.join(folder, 'cluster');
    vendor = path.join(folder, 'opt');
    made = createCluster(cluster, { type: 'hsm2m' });
  });

  it('lead to the console and its configuration, and are gone afterwards', () => {
    const unlink = linkVendorPaths(cluster, made, tellTaken, vendor);
    expect(fs.realpathSync(path.join(vendor, 'bin/cloudhsm_mgmt_util'))).toBe(
      path.resolve('bin/cloudhsm_mgmt_util'),
    );
    expect(fs.readFileSync(path.join(vendor, 'etc/cloudhsm_mgmt_util.cfg'))).toEqual(
      fs.readFileSync(path.join(cluster, 'cloudhsm_mgmt_util.cfg')),
    );
    expect(fs.realpathSync(path.join(vendor, 'bin/configure-cli'))).toBe(
      path.resolve('bin/configure-cli'),
    );
    const config = JSON.parse(fs.readFileSync(path.join(vendor, 'etc/cloudhsm-cli.cfg'), 'utf8'));
    expect(config).toMatchObject({
      clusters: [
        { type: 'hsm2m', cluster: { servers: [{ hostname: '10.0.2.14', port: 2223 }, {}] } },
      ],
      mofn: { folder: cluster },
    });
    unlink();
    expect(fs.existsSync(vendor)).toBe(false);
  });

  it('are taken over from a run of mofn 0.1.0 that was killed', () => {
    linkVendorPaths(cluster, made, tellTaken, vendor);
    for (const name of ['bin/cloudhsm-cli', 'bin/configure-cli', 'etc/cloudhsm-cli.cfg']) {
      fs.unlinkSync(path.join(vendor, name));
    }
    const config = fs.readFileSync(path.join(vendor, 'etc/cloudhsm_mgmt_util.cfg'));
    const left = {
      process: { ...identifyProcess(), bootId: 'before' },
      program: fs.readlinkSync(path.join(vendor, 'bin/cloudhsm_mgmt_util')),
      bytes: config.length,
      sha256: createHash('sha256').update(config).digest('hex'),
    };
    fs.writeFileSync(path.join(vendor, '.mofn-run'), JSON.stringify(left));
    linkVendorPaths(cluster, made, tellTaken, vendor)();
    expect(fs.existsSync(vendor)).toBe(false);
  });

  it('are no way to take away what lies elsewhere', () => {
    fs.writeFileSync(path.join(folder, 'mine.cfg'), 'mine');
    linkVendorPaths(cluster, made, tellTaken, vendor);
    const owner = path.join(vendor, '.mofn-run');
    const left = JSON.parse(fs.readFileSync(owner, 'utf8'));
    left.process.bootId = 'before';
    const sha256 = createHash('sha256').update('mine').digest('hex');
    left.files.push({ place: 'etc/../../mine.cfg', bytes: 4, sha256 });
    fs.writeFileSync(owner, JSON.stringify(left));
    linkVendorPaths(cluster, made, tellTaken, vendor)();
    expect(fs.readFileSync(path.join(folder, 'mine.cfg'), 'utf8')).toBe('mine');
    expect(fs.existsSync(owner)).toBe(true);
  });

  it('are left alone where a client is installed', () => {
    fs.mkdirSync(path.join(vendor, 'bin'), { recursive: true });
    fs.writeFileSync(path.join(vendor, 'bin/cloudhsm_mgmt_util'), 'the real one');
    linkVendorPaths(cluster, made, tellTaken, vendor)();
    expect(fs.readdirSync(vendor)).toEqual(['bin']);
    expect(fs.readFileSync(path.join(vendor, 'bin/cloudhsm_mgmt_util'), 'utf8')).toBe(
      'the real one',
    );
  });

  it('are left alone where a configuration is', () => {
    fs.mkdirSync(path.join(vendor, 'etc'), { recursive: true });
    fs.writeFileSync(path.join(vendor, 'etc/cloudhsm-cli.cfg'), 'mine');
    linkVendorPaths(cluster, made, tellTaken, vendor)();
    expect(fs.readdirSync(vendor, { recursive: true }).sort()).toEqual([
      'etc',
      'etc/cloudhsm-cli.cfg',
    ]);
    expect(fs.readFileSync(path.join(vendor, 'etc/cloudhsm-cli.cfg'), 'utf8')).toBe('mine');
  });

  it('are left to a run that is there, and taken over from one that was killed', () => {
    const unlink = linkVendorPaths(cluster, made, tellTaken, vendor);
    const owner = path.join(vendor, '.mofn-run');
    linkVendorPaths(cluster, made, tellTaken, vendor)();
    expect(fs.existsSync(owner)).toBe(true);
    // The second is told that it goes without.
    expect(taken).toEqual([vendor]);
    unlink();
    linkVendorPaths(cluster, made, tellTaken, vendor);
    leaveDead();
    linkVendorPaths(cluster, made, tellTaken, vendor)();
    expect(fs.existsSync(vendor)).toBe(false);
    expect(taken).toHaveLength(1);
  });

  it.each([
    ['by the run that made them', (unlink: () => void) => unlink()],
    [
      'by one that takes them over',
      () => {
        leaveDead();
        linkVendorPaths(cluster, made, tellTaken, vendor)();
      },
    ],
  ])('are not taken away %s where somebody has put a client there since', (_name, end) => {
    const unlink = linkVendorPaths(cluster, made, tellTaken, vendor);
    const [program, config] = ['bin/cloudhsm_mgmt_util', 'etc/cloudhsm_mgmt_util.cfg'].map((name) =>
      path.join(vendor, name),
    ) as [string, string];
    fs.unlinkSync(program);
    fs.symlinkSync('the-real-one', program);
    fs.writeFileSync(config, fs.readFileSync(config, 'utf8').replace('{', '['));
    end(unlink);
    expect(fs.readlinkSync(program)).toBe('the-real-one');
    expect(fs.existsSync(config)).toBe(true);
    fs.unlinkSync(program);
    fs.writeFileSync(program, 'the real one');
    unlink();
    expect(fs.readFileSync(program, 'utf8')).toBe('the real one');
  });

  it.each(['', 'null', '{}', '{"process":null}', `${'['.repeat(9999)}`])(
    'are left alone where their owner is named by %s',
    (text) => {
      linkVendorPaths(cluster, made, tellTaken, vendor);
      fs.writeFileSync(path.join(vendor, '.mofn-run'), text);
      const names = fs.readdirSync(vendor, { recursive: true });
      linkVendorPaths(cluster, made, tellTaken, vendor)();
      expect(fs.readdirSync(vendor, { recursive: true })).toEqual(names);
    },
  );

  it('keep what somebody else put beside them', () => {
    const unlink = linkVendorPaths(cluster, made, tellTaken, vendor);
    fs.writeFileSync(path.join(vendor, 'etc/customerCA.crt'), 'mine');
    unlink();
    const kept = ['etc', 'etc/customerCA.crt'];
    expect(fs.readdirSync(vendor, { recursive: true }).sort()).toEqual(kept);
    // Which keeps no later run from the place, as it is no client.
    const again = linkVendorPaths(cluster, made, tellTaken, vendor);
    expect(fs.existsSync(path.join(vendor, 'bin/cloudhsm-cli'))).toBe(true);
    again();
    expect(fs.readdirSync(vendor, { recursive: true }).sort()).toEqual(kept);
    expect(taken).toEqual([]);
  });

  it('are not needed where they cannot be made', () => {
    linkVendorPaths(cluster, made, tellTaken, path.join(folder, 'none', 'opt'))();
    expect(fs.existsSync(path.join(folder, 'none'))).toBe(false);
  });

  /** Leaves what a run does that was killed. */
  function leaveDead(): void {
    const owner = path.join(vendor, '.mofn-run');
    const left = JSON.parse(fs.readFileSync(owner, 'utf8')) as { process: object };
    left.process = { ...identifyProcess(), bootId: 'before' };
    fs.writeFileSync(owner, JSON.stringify(left));
  }
});
