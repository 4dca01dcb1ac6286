// A cluster of hsm2m that is full of keys, beside one that has none or one: whole processes of cloudhsm-cli.
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openCluster } from '../dist/modules/hsm/cluster/cluster.js';
import { LIMITS } from '../dist/modules/hsm/machine/rules.js';
import { createKeyCluster } from './key-cluster.mjs';
import { compareCommands, median } from './pairs.mjs';

export const title = `A cluster full of keys (${LIMITS.keys.hsm2m} on each of two HSMs), as a multiple of one without (medians of pairs)`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cli = join(root, 'bin/cloudhsm-cli');
const mofn = join(root, 'bin/mofn');
const PASSWORD = 'password';
const PAIRS = 15;

export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-bench-'));
  try {
    const officers = ['admin1', 'admin2'].map(makeOfficer);
    const plan = {
      type: 'hsm2m',
      adminPassword: PASSWORD,
      users: [
        ...officers.map(({ name, publicKey }) => ({
          type: 'CO',
          name,
          password: PASSWORD,
          publicKey,
        })),
        { type: 'CU', name: 'cu1', password: PASSWORD },
      ],
      mValues: { userManagement: 2, miscCo: 2 },
    };
    const at = (name) => join(folder, name);
    createKeyCluster(at('none'), plan, 0);
    const one = createKeyCluster(at('one'), plan, 2);
    const start = performance.now();
    const full = createKeyCluster(at('full'), plan, LIMITS.keys.hsm2m);
    const seconds = (performance.now() - start) / 1000;
    return [
      compare(
        'cloudhsm-cli user list',
        at,
        ['full', 'none'],
        () => ['user', 'list'],
        'at most 1.3',
      ),
      await compareCeremonies(officers, at),
      compare(
        'crypto sign by key-reference, against one pair of keys',
        at,
        ['full', 'one'],
        (name) => signWith((name === 'full' ? full : one).privateKey),
        'at most 1.5',
      ),
      compare(
        'key list by key-reference, against one pair of keys',
        at,
        ['full', 'one'],
        (name) => [
          'key',
          'list',
          '--filter',
          reference((name === 'full' ? full : one).privateKey),
          '--verbose',
        ],
      ),
      compare('mofn hsm show', at, ['full', 'none'], () => ['hsm', 'show'], undefined, mofn),
      { what: 'a dump of it, checked and loaded', figure: `${seconds.toFixed(1)} s` },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whoever is logged in: a single command logs in and out by itself. */
const AS = { admin: `admin1:${PASSWORD}`, 'crypto-user': `cu1:${PASSWORD}` };

function envOf(cluster, words) {
  const role = ['crypto', 'key'].includes(words[0]) ? 'crypto-user' : 'admin';
  return { ...process.env, MOFN_HSM: cluster, CLOUDHSM_ROLE: role, CLOUDHSM_PIN: AS[role] };
}

function compare(what, at, names, wordsOf, goal, program = cli) {
  const [first, second] = names.map((name) => {
    const words = wordsOf(name);
    return {
      command: [process.execPath, program, ...words],
      options: { env: envOf(at(name), words) },
    };
  });
  const { ratio, a } = compareCommands(first.command, second.command, {
    pairs: PAIRS,
    a: first.options,
    b: second.options,
  });
  return { what, figure: figure(ratio, a), goal };
}

function figure(ratio, seconds) {
  return `${ratio.toFixed(2)} × (${(seconds * 1000).toFixed(0)} ms)`;
}

const reference = (handle) => `key-reference=0x${handle.toString(16)}`;

function signWith(handle) {
  return [
    'crypto',
    'sign',
    'rsa-pkcs',
    '--key-filter',
    reference(handle),
    '--hash-function',
    'sha256',
    '--data',
    'AAAA',
  ];
}

/**
 * A quorum value is set with two approvals. The token is got and signed beforehand; what is measured is a client
 * that opens the cluster and sets the value on both HSMs, without the start of Node.
 */
async function compareCeremonies(officers, at) {
  const times = [];
  for (let round = 0; round < PAIRS; round += 1) {
    times.push([await setValue(officers, at('full')), await setValue(officers, at('none'))]);
  }
  return {
    what: 'quorum token-sign set-quorum-value with two approvals',
    figure: figure(median(times.map(([x, y]) => x / y)), median(times.map(([x]) => x))),
    goal: 'at most 1.3',
  };
}

/** @returns seconds of the one operation */
async function setValue(officers, folder) {
  const ask = async (cluster, requestOf) => {
    const replies = [];
    for (const [server, hsm] of cluster.hsms.entries()) {
      const reply = await hsm.execute(requestOf(server), { client: 'sdk5' });
      if (!reply.ok) throw new Error(reply.reason.code);
      replies.push(reply);
    }
    return replies;
  };
  const before = openCluster(folder);
  const name = 'admin1';
  const logIns = await ask(before, () => ({ op: 'login', type: 'CO', name, password: PASSWORD }));
  const of = (server) => ({ session: logIns[server].session });
  const tokens = await ask(before, (server) => ({
    op: 'getToken',
    ...of(server),
    service: 4,
    name,
  }));
  const multiToken = Buffer.concat(tokens.map(({ record }) => record));
  const approvals = officers.map((officer) => ({
    type: 2,
    name: officer.name,
    signature: sign('sha256', multiToken, officer.privateKey),
  }));
  const approval = { multiToken, approvals };
  const start = performance.now();
  await ask(openCluster(folder), (server) => ({
    op: 'setMValue',
    ...of(server),
    service: 3,
    m: 2,
    approval,
  }));
  const seconds = (performance.now() - start) / 1000;
  await ask(before, (server) => ({ op: 'logout', ...of(server) }));
  return seconds;
}

function makeOfficer(name) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { name, privateKey, publicKey: publicKey.export({ type: 'spki', format: 'der' }) };
}
