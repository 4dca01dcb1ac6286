/**
 * The file that getToken writes to: it is emptied before an HSM is asked, and so what it may be is decided
 * before anything is lost.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, createCluster } from '../../src/hsm/cluster/cluster.ts';
import { dumpCluster, readDump } from '../../src/hsm/cluster/dump.ts';
import { restoreCluster } from '../../src/hsm/cluster/load-dump.ts';
import { Console } from '../../src/mgmt-util/console.ts';
import { memoryFiles } from '../../src/node/memory-files.ts';
import { takeKey } from '../support/keys.ts';

const PLAN = {
  adminPassword: 'password',
  users: [
    { type: 'CO', name: 'officer1', password: 'password' },
    { type: 'CO', name: 'officer2', password: 'password' },
  ],
  mValues: { userManagement: 2 },
} as const;

let folder: string;
let cluster: Cluster;
let console: Console;
let printed = '';

beforeAll(async () => {
  folder = fs.mkdtempSync(join(tmpdir(), 'mofn-token-file-'));
  cluster = createCluster(at('own'), PLAN);
  await createCluster(at('other'), PLAN).close();
  const loaded = createCluster(at('loaded'), PLAN);
  restoreCluster(loaded, readDump(dumpCluster(loaded), 'dump'));
  console = await logIn();
});
afterAll(async () => {
  await console.close();
  await cluster.close();
  fs.rmSync(folder, { recursive: true });
});

async function logIn(files?: ReturnType<typeof memoryFiles>): Promise<Console> {
  const opened = new Console({
    cluster,
    directory: folder,
    input: (async function* () {})(),
    output: {
      write: (text) => {
        printed += text;
      },
    },
    ...(files && { files }),
  });
  await opened.execute('loginHSM CO officer1 password');
  return opened;
}

function at(name: string): string {
  return join(folder, name);
}

async function getToken(path: string): Promise<string> {
  printed = '';
  await console.execute(`getToken 3 officer1 ${path}`);
  return printed;
}

/** Where the cluster keeps, for `hsm explain`, that this getToken came to no HSM. */
const JOURNAL = /\/own\/settings\/\d+\.(?:json|older)$/;

/** Every file below a folder, with what it holds. */
function snapshot(place: string): Record<string, string> {
  const names = fs.readdirSync(place, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    names
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path, fs.readFileSync(path, 'base64')]),
  );
}

async function expectSpared(path: string): Promise<void> {
  const before = snapshot(folder);
  expect(await getToken(path)).toBe(`failed to open ${path}\n`);
  const after = snapshot(folder);
  for (const spared of [before, after]) {
    for (const name of Object.keys(spared)) if (JOURNAL.test(name)) delete spared[name];
  }
  expect(after).toEqual(before);
  // The journal is still one that can be read, with this in it.
  expect(cluster.readUnsent().at(-1)?.reason.code).toBe('file-not-emptied');
}

describe('a file of a cluster', () => {
  it.each(['own', 'other', 'loaded'])(
    'is refused as one that cannot be opened: %s',
    async (name) => {
      for (const path of Object.keys(snapshot(at(name)))) await expectSpared(path);
    },
  );

  it.each([
    ['by a relative path', 'own/cluster.json'],
    ['through dots', 'other/server-0/../../own/settings/../cluster.json'],
    ['through a link to the folder', 'link-to-folder/cluster.json'],
    ['through a link to a folder in it', 'link-to-server/000000000001.json'],
    ['through a link to it', 'link-to-file'],
    ['through another name of it', 'hard-link'],
    ['through /proc', '/proc/self/cwd/own/cluster.json'],
    ['through /proc/self/root', '/proc/self/root/FOLDER/own/cluster.json'],
    ['that is not there yet', 'own/server-0/000000000099.json'],
    ['that is not there yet, in its log', 'own/server-1/log/1'],
    ['of the vendor’s name', 'own/cloudhsm_mgmt_util.cfg'],
    ['that lies beside its own', 'own/notes.txt'],
    ['that lies below it', 'own/sub/deep/notes.txt'],
  ])('is refused %s', async (_name, path) => {
    makeWays();
    const back = process.cwd();
    process.chdir(folder);
    try {
      await expectSpared(path.replace('/FOLDER', fs.realpathSync(folder)));
    } finally {
      process.chdir(back);
    }
  });

  it('is refused through a descriptor that is open', async () => {
    const descriptor = fs.openSync(at('own/cluster.json'), 'r');
    await expectSpared(`/proc/self/fd/${descriptor}`);
    const folderOpen = fs.openSync(at('own'), 'r');
    await expectSpared(`/proc/self/fd/${folderOpen}/cluster.json`);
    fs.closeSync(descriptor);
    fs.closeSync(folderOpen);
  });

  it('does not stand in the way of token files beside it, which are written again and again', async () => {
    for (const path of ['own/officer1.token', 'own/officer1.token', 'own/sub/officer1.token']) {
      expect(await getToken(path)).toContain('getToken success on server 1(10.0.1.4)');
      expect(fs.readFileSync(at(path))).toHaveLength(160);
    }
    fs.writeFileSync(at('own/empty'), '');
    expect(await getToken('own/empty')).toContain('getToken success');
  });
});

/** What leads into a cluster. */
function makeWays(): void {
  if (fs.existsSync(at('hard-link'))) return;
  fs.mkdirSync(at('own/sub/deep'), { recursive: true });
  fs.writeFileSync(at('own/notes.txt'), 'notes');
  fs.writeFileSync(at('own/sub/deep/notes.txt'), 'notes');
  fs.symlinkSync('own', at('link-to-folder'));
  fs.symlinkSync('own/server-0', at('link-to-server'));
  fs.symlinkSync('own/cluster.json', at('link-to-file'));
  fs.linkSync(at('own/cluster.json'), at('hard-link'));
}

describe('a private key', () => {
  const pem = takeKey('spared').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

  it.each([
    ['PKCS#8, PEM', pem],
    ['PKCS#8, PEM, behind text', `Bag Attributes\n${pem}`],
    ['PEM of which the end is missing', pem.slice(0, 900)],
    ['PKCS#8, DER', takeKey('spared').privateKey.export({ type: 'pkcs8', format: 'der' })],
    ['PKCS#1, DER', takeKey('spared').privateKey.export({ type: 'pkcs1', format: 'der' })],
    [
      'PKCS#8 that is encrypted',
      takeKey('spared').privateKey.export({
        type: 'pkcs8',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase: 'x',
      }),
    ],
    ['EC', openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout')],
    [
      'DER of EC',
      openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-outform', 'DER'),
    ],
    ['PKCS#12', pkcs12()],
    ['OpenSSH’s', openSshKey()],
    ['Microsoft’s', openssl('rsa', '-outform', 'MSBLOB')],
    [
      'Microsoft’s, encrypted',
      openssl(
        'rsa',
        '-outform',
        'PVK',
        '-passout',
        'pass:x',
        '-provider',
        'default',
        '-provider',
        'legacy',
      ),
    ],
  ])('is refused: %s', async (_name, content) => {
    fs.writeFileSync(at('officer1.key'), content);
    await expectSpared('officer1.key');
    const files = memoryFiles({ key: content });
    const inMemory = await logIn(files);
    await inMemory.execute('getToken 3 officer1 key');
    expect(files.read('key')).toEqual(new Uint8Array(Buffer.from(content)));
    await inMemory.close();
  });

  /** Of the private key, where the command reads one: what nobody reads breaks the pipe. */
  function openssl(command: string, ...args: readonly string[]): Buffer {
    const input = command === 'rsa' ? pem : '';
    const words = [command, ...args];
    return execFileSync('openssl', words, { input, stdio: ['pipe', 'pipe', 'ignore'] });
  }

  function pkcs12(): Buffer {
    const place = fs.mkdtempSync(join(tmpdir(), 'mofn-pkcs12-'));
    try {
      fs.writeFileSync(join(place, 'key'), pem);
      const args = ['pkcs12', '-export', '-nocerts', '-inkey', 'key', '-passout', 'pass:x'];
      return execFileSync('openssl', args, { cwd: place, stdio: ['ignore', 'pipe', 'ignore'] });
    } finally {
      fs.rmSync(place, { recursive: true });
    }
  }

  function openSshKey(): Buffer {
    const place = fs.mkdtempSync(join(tmpdir(), 'mofn-ssh-'));
    try {
      execFileSync('ssh-keygen', ['-q', '-t', 'rsa', '-N', 'secret', '-f', join(place, 'key')]);
      return fs.readFileSync(join(place, 'key'));
    } finally {
      fs.rmSync(place, { recursive: true });
    }
  }
});

describe('any other file', () => {
  it.each([
    ['a token file', Buffer.alloc(160)],
    ['an approval file', 'Multi Token File Path = t;\n'],
    ['a public key', takeKey('spared').publicKey.export({ type: 'spki', format: 'pem' })],
    ['a signature', Buffer.alloc(256, 1)],
    ['nothing', ''],
  ])('is overwritten, as the vendor’s tool does: %s', async (_name, content) => {
    fs.writeFileSync(at('plain'), content);
    expect(await getToken('plain')).toContain('getToken success on server 1');
    expect(fs.readFileSync(at('plain'))).toHaveLength(160);
  });

  it('keeps its mode, and a new one has that of the umask', async () => {
    fs.writeFileSync(at('moded'), '');
    fs.chmodSync(at('moded'), 0o640);
    await getToken('moded');
    expect(fs.statSync(at('moded')).mode & 0o7777).toBe(0o640);
    await getToken('fresh');
    expect(fs.statSync(at('fresh')).mode & 0o7777).toBe(0o666 & ~process.umask());
  });

  it('lets go of nobody who waits at a FIFO', async () => {
    execFileSync('mkfifo', [at('fifo')]);
    await expectSpared('fifo');
    await expectSpared('.');
    await expectSpared('own/..');
    await expectSpared('plain/');
    await expectSpared('none/token');
  });
});
