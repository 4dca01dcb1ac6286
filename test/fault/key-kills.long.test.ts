import { createCipheriv } from 'node:crypto';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, createCluster, openCluster } from '../../src/hsm/cluster/cluster.ts';
import type { KeptKey } from '../../src/hsm/machine/keys/key-record.ts';
import { listKeptKeys } from '../../src/hsm/machine/keys/key-table.ts';
import { listObjects } from '../../src/hsm/machine/keys/table-objects.ts';
import { bundleProgram } from '../support/bundle-program.ts';
import { howOften } from '../support/how-many.ts';
import { ELSEWHERE } from './elsewhere.ts';
import { follow, type Model, startModels, writeAndDie } from './kill-writers.ts';
import { askAll } from './quorum-cluster.ts';

/**
 * Several processes make, copy and delete keys at once and are killed at random: what they were told is there,
 * and nothing is there by half. A few kills by default, 80 with MOFN_LONG=1; MOFN_KILLS sets another number.
 */
const KILLS = Number(process.env['MOFN_KILLS'] ?? howOften(3, 80));
const WRITERS = 3;
/** As many as are left before all are deleted. */
const MANY_KEYS = 100;
const CU = { type: 'CU', name: 'cu1', password: 'password' } as const;

let root: string;
let program: string;

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-key-kills-'));
  program = await bundleProgram('test/fault/programs/keep-keys.ts', root);
});
afterAll(() => fs.rmSync(root, { recursive: true }));

/** All keys of a server; each is whole, or reading throws. */
function keysOf(cluster: Cluster, server: number): readonly KeptKey[] {
  const hsm = cluster.hsms[server];
  return (
    hsm?.look(({ state }, objects) => {
      const keys = [...listKeptKeys(state.hsm.keys, objects)];
      expect(keys).toHaveLength(state.hsm.keys.count);
      return keys;
    }) ?? []
  );
}

/** The check value of an AES key is the beginning of a block of zeros that it encrypts. */
function expectWhole({ record, material }: KeptKey): void {
  const cipher = createCipheriv('aes-256-ecb', Buffer.from(material ?? '', 'base64'), null);
  expect(cipher.update(Buffer.alloc(16)).toString('hex').slice(0, 6)).toBe(record.checkValue);
}

/** What is open is decided now: it was done, or it was not. */
function check(models: readonly Model[], cluster: Cluster): void {
  for (const [server, model] of models.entries()) {
    const keys = keysOf(cluster, server);
    keys.forEach(expectWhole);
    const there = new Set(keys.map(({ record }) => record.label));
    expect(model.open.size).toBeLessThanOrEqual(WRITERS);
    for (const label of model.open) {
      if (there.has(label)) model.there.add(label);
      else model.there.delete(label);
    }
    model.open.clear();
    expect(there).toEqual(model.there);
  }
}

/** Deletes all keys where there are many: an HSM holds 3,300. */
async function makeRoom(
  cluster: Cluster,
  models: readonly Model[],
  sessions: readonly string[],
): Promise<void> {
  if (models.every(({ there }) => there.size < MANY_KEYS)) return;
  for (const [server, model] of models.entries()) {
    const session = sessions[server] ?? '';
    for (const { record } of keysOf(cluster, server)) {
      const request = { op: 'deleteKey', session, handle: record.handle } as const;
      const reply = await cluster.hsms[server]?.execute(request, { client: 'sdk5' });
      expect(reply).toMatchObject({ ok: true });
    }
    model.there.clear();
  }
}

/** Generations from one sweep of a server's folder to the next. */
const SWEPT_AFTER = 64;

/**
 * Changes a server until it has been swept by one whom nobody kills: a writer may have been killed when it had
 * published the last generation that is swept, and before it swept.
 */
async function untilSwept(cluster: Cluster, server: number): Promise<void> {
  for (let number = 1; number % SWEPT_AFTER !== 0; ) {
    const reply = await cluster.hsms[server]?.execute({ op: 'login', ...CU }, { client: 'sdk5' });
    expect(reply).toMatchObject({ ok: true });
    number = cluster.hsms[server]?.look((generation) => generation.number) ?? 0;
  }
}

/** Objects in the folder of a server that its state does not name, of generations before the newest. */
function leftOn(folder: string, cluster: Cluster, server: number): readonly string[] {
  const named = cluster.hsms[server]?.look(({ number, state }, objects) => ({
    until: number,
    names: new Set([...listObjects(state.hsm.keys, objects), ...state.hsm.keys.retired]),
  }));
  return fs
    .readdirSync(path.join(folder, `server-${server}`, 'keys'))
    .filter((name) => !named?.names.has(name) && Number(name.slice(0, 12)) < (named?.until ?? 0));
}

describe('kill -9 at random', () => {
  it(
    `loses no key that was acknowledged, and leaves none by half (${KILLS} kills)`,
    async () => {
      const folder = path.join(root, 'cluster');
      const options = { process: ELSEWHERE };
      createCluster(folder, { adminPassword: 'password', users: [CU] }, options);
      const models = startModels(2);
      for (let kills = 0; kills < KILLS; kills += WRITERS) {
        openCluster(folder).logOutAll();
        const before = openCluster(folder, options);
        const replies = await askAll(before, () => ({ op: 'login', ...CU }) as const, 'sdk5');
        const sessions = replies.map(({ session }) => session);
        const histories = await Promise.all(
          Array.from({ length: WRITERS }, (_, writer) =>
            writeAndDie([program, folder, `w${kills + writer}`, ...sessions], Math.random() * 60),
          ),
        );
        for (const lines of histories) follow(models, lines);
        check(models, openCluster(folder, options));
        await makeRoom(openCluster(folder, options), models, sessions);
      }
      const cluster = openCluster(folder, options);
      for (const server of models.keys()) {
        await untilSwept(cluster, server);
        expect(leftOn(folder, cluster, server)).toEqual([]);
      }
      const acknowledged = models.reduce((sum, model) => sum + model.acknowledged, 0);
      expect(acknowledged).toBeGreaterThanOrEqual(KILLS);
      console.log(`${KILLS} kills, ${acknowledged} acknowledged changes of keys, none lost`);
    },
    60_000 + KILLS * 1000,
  );
});
