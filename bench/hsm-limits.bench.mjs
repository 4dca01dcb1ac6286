// A cluster at all its limits, on disk: 28 HSMs, 1,024 users, 1,024 tokens, 20 approvals.
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REAL_CLOCK } from '../dist/modules/hsm/cluster/clock.js';
import { openCluster } from '../dist/modules/hsm/cluster/cluster.js';
import { createClusterFolder } from '../dist/modules/hsm/cluster/create-cluster-folder.js';
import { identifyProcess } from '../dist/modules/hsm/cluster/process-identity.js';
import { FLAVOUR_RULES } from '../dist/modules/hsm/editions.js';
import { createClusterStates } from '../dist/modules/hsm/machine/create-state.js';
import { readRsaPublicKey } from '../dist/modules/hsm/machine/rsa-public-key.js';
import { LIMITS } from '../dist/modules/hsm/machine/rules.js';
import { encodeTokens } from '../dist/modules/token/record.js';
import { median } from './pairs.mjs';

export const title =
  'At all limits at once: 28 HSMs on disk, 1,024 users, 1,024 tokens, 20 approvals';

const ROUNDS = 5;
const SESSION = '0x1';

export async function run() {
  const folder = join(mkdtempSync(join(tmpdir(), 'mofn-bench-')), 'cluster');
  try {
    const officers = Array.from({ length: LIMITS.approvals }, makeOfficer);
    const states = createStates(officers);
    const multiToken = Buffer.concat(
      states.map(({ tokens }) => Buffer.from(tokens[0].record, 'base64')),
    );
    const approvals = officers.map(({ privateKey }, index) => ({
      type: 2,
      name: `officer${index + 1}`,
      signature: sign('sha256', multiToken, privateKey),
    }));
    createClusterFolder(
      folder,
      {
        id: randomBytes(8).toString('hex'),
        flavour: 'classic',
        seed: null,
        servers: states.map((_, index) => addressOf(index)),
      },
      states.map((hsm) => ({ hsm, log: [], lastRefusal: null })),
      { clock: REAL_CLOCK, faults: [] },
    );
    return await measure(folder, officers, multiToken, approvals);
  } finally {
    rmSync(join(folder, '..'), { recursive: true, force: true });
  }
}

async function measure(folder, officers, multiToken, approvals) {
  const session = SESSION;
  const times = { approveToken: [], raw: [], listUsers: [], getToken: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    // Opened anew: a console that was just started has read nothing yet.
    const { servers } = openCluster(folder);
    const onAll = (request) => time(() => askAll(servers, request));
    times.approveToken.push(await onAll({ op: 'approveToken', session, multiToken, approvals }));
    times.raw.push(await time(() => applyAll(officers, approvals)));
    times.listUsers.push(await onAll({ op: 'listUsers' }));
    times.getToken.push(await onAll({ op: 'getToken', session, service: 4, name: 'officer1' }));
  }
  const ratios = times.approveToken.map((taken, round) => taken / times.raw[round]);
  const plain = (what) => ({ what: `${what} on all of them`, figure: milliseconds(times[what]) });
  return [
    {
      what: 'approveToken, as a multiple of its 560 raw RSA operations',
      figure: `${median(ratios).toFixed(2)} ×`,
      goal: 'at most 3',
    },
    plain('approveToken'),
    plain('listUsers'),
    plain('getToken'),
  ];
}

async function askAll(servers, request) {
  for (const server of servers) {
    const reply = await server.execute(request);
    if (!reply.ok) throw new Error(`${request.op}: ${reply.error}: ${reply.reason.code}`);
  }
}

/** What node-forge alone takes for it: 20 public operations for each of 28 HSMs. */
function applyAll(officers, approvals) {
  for (let hsm = 0; hsm < LIMITS.hsms; hsm += 1) {
    for (const [index, { key }] of officers.entries())
      key.publicOperation(approvals[index].signature);
  }
}

function createStates(officers) {
  const users = Array.from({ length: LIMITS.users - 2 }, (_, index) => ({
    type: 'CO',
    name: `officer${index + 1}`,
    password: 'password',
    ...(officers[index] && { publicKey: officers[index].spki }),
  }));
  return createClusterStates({
    servers: LIMITS.hsms,
    rules: FLAVOUR_RULES.classic,
    random: randomBytes,
    adminPassword: 'password',
    users,
    mValues: { userManagement: 20, miscCo: 2 },
  }).map((state) => ({
    ...state,
    sessions: [{ id: SESSION, user: 3, process: identifyProcess() }],
    tokens: Array.from({ length: LIMITS.tokens }, (_, index) => makeToken(state.node, index)),
    next: { ...state.next, session: 2, token: LIMITS.tokens + 1 },
  }));
}

/** Two for each officer, of services 3 and 4. */
function makeToken(node, index) {
  const officer = Math.floor(index / 2);
  const record = encodeTokens([
    {
      id: index + 1,
      service: 3 + (index % 2),
      node,
      keyHandle: 0,
      nonce: randomBytes(16),
      user: `officer${officer + 1}`,
      created: Math.floor(Date.now() / 1000),
    },
  ]);
  return {
    record: Buffer.from(record).toString('base64'),
    user: officer + 3,
    session: SESSION,
    digests: [],
    approvals: [],
  };
}

function makeOfficer() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return { privateKey, spki, key: readRsaPublicKey(spki) };
}

function addressOf(index) {
  const name = `10.0.0.${index + 1}`;
  return { name, hostname: name, port: 2225 };
}

async function time(action) {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

function milliseconds(times) {
  return `${median(times).toFixed(0)} ms`;
}
