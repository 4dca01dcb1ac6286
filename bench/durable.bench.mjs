// What a change of an HSM costs: two fsyncs, a hard link, and the document around them.
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdtempSync,
  openSync,
  rmSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCluster } from '../dist/modules/hsm/cluster/cluster.js';
import { median } from './pairs.mjs';

export const title = 'Durable operations: one request to one HSM, on disk before it is answered';

const ROUNDS = 11;
const OPERATIONS = 100;

export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-bench-'));
  try {
    return await measure(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder) {
  const cluster = createCluster(join(folder, 'cluster'), {
    adminPassword: 'password',
    users: ['officer1', 'officer2'].map((name) => ({ type: 'CO', name, password: 'password' })),
    mValues: { userManagement: 2 },
  });
  const [server] = cluster.servers;
  const { session } = await server.execute({
    op: 'login',
    type: 'CO',
    name: 'officer1',
    password: 'password',
  });
  const write = async () => {
    const reply = await server.execute({ op: 'getToken', session, service: 3, name: 'officer1' });
    if (!reply.ok) throw new Error(reply.reason);
  };
  const read = () => server.execute({ op: 'listTokens', session });
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({
      writes: await perSecond(write),
      reads: await perSecond(read),
      bare: await perSecond(() => bareChange(folder)),
    });
  }
  const middle = (figure) => median(rounds.map(figure));
  return [
    { what: 'getToken', figure: `${middle(({ writes }) => writes).toFixed(0)} a second` },
    {
      what: 'its time, over write, fsync, link, fsync of 20 kB alone',
      figure: `${middle(({ bare, writes }) => bare / writes).toFixed(1)}`,
    },
    { what: 'listTokens', figure: `${middle(({ reads }) => reads).toFixed(0)} a second` },
  ];
}

async function perSecond(operation) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < OPERATIONS; i += 1) await operation();
  return OPERATIONS / (Number(process.hrtime.bigint() - start) / 1e9);
}

/** What the file system takes for a change as the store makes it. */
function bareChange(folder) {
  const [temporary, name] = [join(folder, 'new'), join(folder, 'name')];
  const file = openSync(temporary, 'wx');
  writeSync(file, Buffer.alloc(20_000));
  fsyncSync(file);
  closeSync(file);
  linkSync(temporary, name);
  unlinkSync(temporary);
  const parent = openSync(folder, 'r');
  fsyncSync(parent);
  closeSync(parent);
  unlinkSync(name);
}
