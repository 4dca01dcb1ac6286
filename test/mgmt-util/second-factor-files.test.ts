/**
 * Second factors where a cluster lies in a folder: consoles of several processes, one that was killed, the whole
 * procedure with openssl alone and with mofn, and what carries them from one HSM or cluster to another.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Cluster, createCluster, openCluster } from '../../src/hsm/cluster/cluster.ts';
import type { ProcessIdentity } from '../../src/hsm/protocol.ts';
import { Console } from '../../src/mgmt-util/console.ts';
import { takeKey } from '../support/keys.ts';
import { requireProgram } from '../support/requirements.ts';
import { runCommand } from '../support/run-command.ts';
import { signAuthData, type Typed } from './second-factor-stage.ts';

const LOG_IN = 'loginHSM CO officer2 password -2fa auth';
const IN = 'loginHSM success on server 1(10.0.1.4)';

let folder: string;
let cluster: Cluster;
let printed: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-second-factor-'));
  printed = '';
  cluster = createCluster(at('C'), {
    adminPassword: 'password',
    flavour: 'aws-2023',
    users: ['officer1', 'officer2'].map((name) => ({ type: 'CO', name, password: 'password' })),
  });
  for (const name of ['officer1', 'officer2']) {
    writeFileSync(at(`${name}.key`), takeKey(name).privatePem);
    writeFileSync(at(`${name}.pub`), takeKey(name).publicPem);
  }
});
afterEach(async () => {
  await cluster.close();
  rmSync(folder, { recursive: true });
});

const at = (name: string): string => join(folder, name);

function begin(typed: readonly Typed[], on: Cluster = cluster): Console {
  async function* input(): AsyncIterable<string> {
    for (const each of typed) yield `${typeof each === 'string' ? each : each()}\n`;
  }
  return new Console({
    cluster: on,
    input: input(),
    output: { write: (text) => (printed += text) },
    directory: folder,
  });
}

/** Runs commands in a console of its own, and answers with what it printed. */
async function type(lines: readonly string[], ...typed: readonly Typed[]): Promise<string> {
  return typeOn(cluster, lines, ...typed);
}

async function typeOn(
  on: Cluster,
  lines: readonly string[],
  ...typed: readonly Typed[]
): Promise<string> {
  const console = begin(typed, on);
  printed = '';
  for (const line of lines) await console.execute(line);
  await console.close();
  return printed;
}

/** Signs a file of officer2, by node:crypto alone. */
function sign(name = 'auth', to = name): string {
  const data = JSON.parse(readFileSync(at(name), 'utf8'));
  const { privateKey, publicPem } = takeKey('officer2');
  writeFileSync(at(to), JSON.stringify(signAuthData(data, privateKey, publicPem)));
  return to;
}

/** officer2 has a second factor from now on. */
async function enrol(...before: readonly string[]): Promise<void> {
  const change = 'changePswd CO officer2 password -2fa auth';
  await type([...before, 'loginHSM CO officer1 password', change], 'y', sign);
  expect(printed).toContain('changePswd success');
}

const process1: ProcessIdentity = { bootId: 'b', pidNamespace: 'n', pid: 1, startTime: '1' };
const process2: ProcessIdentity = { bootId: 'b', pidNamespace: 'n', pid: 2, startTime: '1' };

it('serves several consoles at once, each with what it asked for itself', async () => {
  await enrol();
  const isAlive = (): boolean => true;
  const one = openCluster(at('C'), { process: process1, isAlive });
  const two = openCluster(at('C'), { process: process2, isAlive });
  // While the first waits for its file, the second asks, too; each is signed for itself.
  const answers: Promise<string>[] = [];
  await typeOn(one, [LOG_IN.replace('auth', 'one')], () => {
    sign('one');
    answers.push(typeOn(two, [LOG_IN.replace('auth', 'two')], () => sign('two')));
    return '';
  });
  expect(await answers[0]).toContain(IN);
  expect(printed.split(IN)).toHaveLength(3);
  // What the first was asked is nothing to the second.
  await typeOn(one, [LOG_IN.replace('auth', 'one')], () => sign('one', 'taken') && 'nowhere');
  const stolen = await typeOn(two, [LOG_IN.replace('auth', 'two')], 'taken');
  expect(stolen).not.toContain(IN);
  expect(stolen).toContain('failed to read taken: nothing in it is what server 0(10.0.2.14)');
});

it('forgets what a console was asked that was killed', async () => {
  await enrol();
  let isKilled = false;
  const isAlive = ({ pid }: ProcessIdentity): boolean => pid !== 1 || !isKilled;
  const killed = openCluster(at('C'), { process: process1, isAlive });
  await typeOn(killed, [LOG_IN], () => sign('auth', 'taken') && 'nowhere');
  isKilled = true;
  const later = openCluster(at('C'), { process: process2, isAlive });
  expect(await typeOn(later, [LOG_IN], 'taken')).not.toContain(IN);
  expect(await typeOn(later, [LOG_IN], () => sign())).toContain(IN);
  expect(await typeOn(later, [LOG_IN], () => sign())).toContain(IN);
  const waiting = later.hsms.flatMap((hsm) => hsm.inspect().state.hsm.challenges);
  expect(waiting).toEqual([]);
});

const openssl = requireProgram('openssl');

it.skipIf(!openssl.has)(`is done with openssl alone, and with mofn ${openssl.label}`, async () => {
  const byOpenssl = (): string => {
    const data = JSON.parse(readFileSync(at('auth'), 'utf8'));
    for (const entry of data.Data) {
      const args = ['pkeyutl', '-sign', '-inkey', at('officer2.key'), '-pkeyopt', 'digest:sha256'];
      const input = Buffer.from(entry.Digest, 'base64');
      entry.Signature = execFileSync('openssl', args, { input }).toString('base64');
    }
    data.PublicKey = readFileSync(at('officer2.pub'), 'utf8');
    writeFileSync(at('auth'), JSON.stringify(data));
    return '';
  };
  const create = 'createUser CO fresh password -2fa auth';
  await type(['loginHSM CO officer1 password', create], 'y', byOpenssl);
  expect(printed).toContain('createUser success on server 1(10.0.1.4)');
  // The console waits for its answer, so that the file can be signed in another process meanwhile.
  const console = new Console({
    cluster,
    input: (async function* () {
      const run = await runCommand(
        ['sign', 'auth', '--key', 'officer2.key', '--out', 'signed', '--blind'],
        { cwd: folder },
      );
      expect(run).toMatchObject({ code: 0 });
      yield 'signed\n';
    })(),
    output: { write: (text) => (printed += text) },
    directory: folder,
  });
  expect(await console.execute('loginHSM CO fresh password -2fa auth')).toBe('done');
  await console.close();
});

it('goes with a user to another server, and with a dump to another cluster, and is shown', async () => {
  await enrol('server 0');
  const [first, second] = cluster.hsms.map(
    (hsm) => hsm.inspect().state.hsm.users.find(({ name }) => name === 'officer2')?.secondFactor,
  );
  expect([first === null, second]).toEqual([false, null]);
  const id = cluster.hsms[0]?.inspect().state.hsm.users.find(({ name }) => name === 'officer2')?.id;
  await type(['loginHSM CO officer1 password', 'server 0', `syncUser ${id} 1`]);
  expect(printed).toContain('syncUser success');
  expect(await type([LOG_IN], () => sign())).toContain(IN);

  const shown = await runCommand(['hsm', 'show', '--hsm', 'C'], { cwd: folder });
  expect(shown.stdout).toMatch(/officer2.*quorum key, second factor/);
  await runCommand(['hsm', 'dump', '--hsm', 'C', '--out', 'dump.json'], { cwd: folder });
  const loaded = await runCommand(['hsm', 'load', 'dump.json', '--hsm', 'D'], { cwd: folder });
  expect(loaded).toMatchObject({ code: 0 });
  const other = openCluster(at('D'));
  expect(await typeOn(other, ['loginHSM CO officer2 password'])).not.toContain(IN);
  expect(await typeOn(other, [LOG_IN], () => sign())).toContain(IN);
  await other.close();
});

it('spares what nobody can have meant by the file', async () => {
  const before = readFileSync(at('C/cluster.json'));
  for (const path of ['C/cluster.json', 'officer2.key', 'nowhere/auth']) {
    expect(await type([LOG_IN.replace('auth', path)], '')).toBe(`failed to open ${path}\n`);
  }
  expect(readFileSync(at('C/cluster.json'))).toEqual(before);
  expect(existsSync(at('nowhere'))).toBe(false);
  // A file of its own beside the cluster is written again and again.
  for (const answer of ['', '']) {
    expect(await type([LOG_IN.replace('auth', 'C/auth')], answer)).toContain(IN);
  }
});
