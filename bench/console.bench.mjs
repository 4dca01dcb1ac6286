// The console: how long people's scripts wait for its first prompt, and what it does a second.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCluster } from '../dist/modules/hsm/cluster/cluster.js';
import { Console } from '../dist/modules/mgmt-util/console.js';
import { median } from './pairs.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const mofn = join(root, 'bin/mofn');
const PROMPT = 'aws-cloudhsm>';
const STARTS = 21;
const USERS = 200;

export const title = 'The console';

export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-bench-'));
  try {
    const cluster = join(folder, 'cluster');
    execFileSync(process.execPath, [mofn, 'hsm', 'init', cluster, '--officers', '5'], {
      stdio: 'ignore',
    });
    return [await firstPrompt(cluster), ...(await usersPerSecond(cluster))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function firstPrompt(cluster) {
  const times = [];
  for (let start = 0; start <= STARTS; start += 1) times.push(await timeToPrompt(cluster));
  // The first one fills the machine's caches.
  const figure = `${median(times.slice(1)).toFixed(0)} ms`;
  return { what: 'start to first prompt', figure, goal: 'at most 300 ms' };
}

function timeToPrompt(cluster) {
  const program = join(root, 'bin/cloudhsm_mgmt_util');
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, [program, join(cluster, 'cloudhsm_mgmt_util.cfg')]);
    let printed = '';
    let waited = 0;
    child.stdout.on('data', (data) => {
      printed += data;
      if (!printed.includes(PROMPT) || waited > 0) return;
      waited = performance.now() - started;
      child.stdin.end('quit\n');
    });
    child.on('error', reject);
    child.on('close', () => resolve(waited));
  });
}

/** Each is on the disk of both HSMs before the next begins. */
async function usersPerSecond(cluster) {
  const console = new Console({
    cluster: openCluster(cluster),
    input: answers(),
    output: { write: () => undefined },
  });
  await console.execute('loginHSM CO officer1 password');
  const created = await rateOf((at) => console.execute(`createUser CU user${at} password`));
  const deleted = await rateOf((at) => console.execute(`deleteUser CU user${at}`));
  await console.close();
  return [
    { what: 'createUser on two HSMs, on disk', figure: created },
    { what: 'deleteUser on two HSMs, on disk', figure: deleted },
  ];
}

async function* answers() {
  for (;;) yield 'y\n';
}

async function rateOf(operation) {
  const started = performance.now();
  for (let at = 0; at < USERS; at += 1) {
    if ((await operation(at)) !== 'done') throw new Error(`operation ${at} was refused`);
  }
  return `${((USERS / (performance.now() - started)) * 1000).toFixed(0)} a second`;
}
