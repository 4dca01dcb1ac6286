import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEvent } from '../../src/hsm/audit-record.ts';
import { type Cluster, createCluster, openCluster } from '../../src/hsm/cluster/cluster.ts';
import type { ClusterHsm } from '../../src/hsm/cluster/server.ts';
import { findBrokenLink } from '../../src/hsm/machine/audit.ts';
import { bundleProgram } from '../support/bundle-program.ts';
import { howOften } from '../support/how-many.ts';
import { approveOn } from './approve.ts';
import { ELSEWHERE } from './elsewhere.ts';
import { follow, type Model, startModels, writeAndDie } from './kill-writers.ts';
import { logInAll, makeOfficers, quorumPlan } from './quorum-cluster.ts';

/**
 * Several processes write at once and are killed at random; then what is there is held against a
 * model of what they said they did. A few kills by default, 150 with MOFN_LONG=1; MOFN_KILLS sets another
 * number.
 */
const KILLS = Number(process.env['MOFN_KILLS'] ?? howOften(3, 150));
const WRITERS = 3;

let root: string;
let program: string;
/** The private keys of those who approve. */
let keys: string;

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-kills-'));
  program = await bundleProgram('test/fault/programs/keep-writing.ts', root);
  keys = path.join(root, 'keys.json');
  const approvers = makeOfficers(2).map(({ name, privateKey }) => [
    name,
    privateKey.export({ type: 'pkcs8', format: 'pem' }),
  ]);
  fs.writeFileSync(keys, JSON.stringify(Object.fromEntries(approvers)));
});
afterAll(() => fs.rmSync(root, { recursive: true }));

/** What is open is decided now: it was done, or it was not. */
function check(models: readonly Model[], cluster: Cluster): void {
  for (const [server, model] of models.entries()) {
    const state = cluster.hsms[server]?.inspect().state.hsm;
    const there = new Set(state?.users.filter(({ type }) => type === 'CU').map(({ name }) => name));
    expect(model.open.size).toBeLessThanOrEqual(WRITERS);
    for (const user of model.open) {
      if (there.has(user)) model.there.add(user);
      else model.there.delete(user);
    }
    model.open.clear();
    expect(there).toEqual(model.there);
  }
}

/** Who writes, and whether each change comes with its approvals. */
const KINDS = [
  { what: 'without a quorum', m: 1, officers: [] },
  { what: 'with approvals that come with each change', m: 2, officers: [1, 2, 3] },
] as const;

describe('kill -9 at random', () => {
  it.each(KINDS)(
    `$what loses nothing that was acknowledged, and leaves nothing half done (${KILLS} kills)`,
    async ({ m, officers }) => {
      const folder = path.join(root, `cluster-${m}`);
      const made = createCluster(folder, quorumPlan(makeOfficers(officers.length), 2, m));
      const models = startModels(made.hsms.length);
      let kills = 0;
      while (kills < KILLS) {
        // The writers' session is of no process that could end, so it is ended here.
        openCluster(folder).logOutAll();
        const before = openCluster(folder, { process: ELSEWHERE });
        const sessions = await logInWriters(before, officers);
        const histories = await Promise.all(
          Array.from({ length: WRITERS }, (_, writer) => {
            const own = sessions[writer % sessions.length];
            if (own === undefined) throw new Error('a writer without a session');
            const words = [
              program,
              folder,
              `w${kills + writer}`,
              own.officer,
              keys,
              ...own.sessions,
            ];
            return writeAndDie(words, Math.random() * 40);
          }),
        );
        for (const lines of histories) follow(models, lines);
        kills += WRITERS;
        const cluster = openCluster(folder, { process: ELSEWHERE });
        check(models, cluster);
        // Make room, as an HSM holds 1,024 users, and go on from what is there.
        if (kills % 30 === 0) await deleteAll(cluster, models, m);
      }
      for (const hsm of openCluster(folder).hsms) {
        const { hsm: state, log } = hsm.inspectWhole();
        expect(findBrokenLink(log, state.audit)).toBeUndefined();
        if (m > 1) expectEachTokenOnce(log);
      }
      const acknowledged = models.reduce((sum, model) => sum + model.acknowledged, 0);
      expect(acknowledged).toBeGreaterThanOrEqual(KILLS);
      console.log(`${kills} kills, ${acknowledged} acknowledged changes, none lost`);
    },
    60_000 + KILLS * 1000,
  );
});

/** No token let two changes through, and every change had one. */
function expectEachTokenOnce(log: readonly AuditEvent[]): void {
  const spent = log
    .filter(({ op, response }) => /^(create|delete)User$/.test(op) && response === 'SUCCESS')
    .map(({ tokens }) => tokens?.[0]?.recordDigest);
  expect(spent).not.toContain(undefined);
  expect(new Set(spent).size).toBe(spent.length);
}

/** The sessions of each writer, with the officer whose they are: of admin for all, or of one officer each. */
async function logInWriters(cluster: Cluster, officers: readonly number[]) {
  if (officers.length === 0) {
    return [{ officer: '', sessions: await logInAll(cluster, 'admin') }];
  }
  const all = [];
  for (const n of officers) {
    const officer = `officer${n}`;
    all.push({ officer, sessions: await logInAll(cluster, officer, 'sdk5') });
  }
  return all;
}

async function deleteAll(cluster: Cluster, models: readonly Model[], m: number): Promise<void> {
  const sessions = await logInAll(cluster, 'admin', 'sdk5');
  for (const [server, model] of models.entries()) {
    for (const name of model.there) {
      const session = sessions[server] ?? '';
      const hsm = cluster.hsms[server] as ClusterHsm;
      const approval = m === 1 ? {} : await approveOn(hsm, session, 'admin', makeOfficers(2));
      const request = { op: 'deleteUser', session, type: 'CU', name, ...approval } as const;
      await hsm.execute(request, { client: 'sdk5' });
    }
    model.there.clear();
  }
}
