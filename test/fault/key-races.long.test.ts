import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listKeptKeys } from '../../src/hsm/machine/keys/key-table.ts';
import type { HsmRequest } from '../../src/hsm/protocol.ts';
import { bundleProgram } from '../support/bundle-program.ts';
import { howOften } from '../support/how-many.ts';
import { approveKey, QUORUM, withKey } from './key-scenarios.ts';
import { makeOfficers, makeQuorumCluster, type Officer } from './quorum-cluster.ts';
import { letRace, startRacer, stopRacer } from './racers.ts';

/** Several processes that work with keys at the same moment. A few rounds by default, 25 with MOFN_LONG=1. */
const ROUNDS = Number(process.env['MOFN_RACES'] ?? howOften(1, 25));

let root: string;
let program: string;
let officers: readonly Officer[];

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-key-race-'));
  program = await bundleProgram('test/fault/programs/race.ts', root);
  officers = makeOfficers(5);
});
afterAll(() => fs.rmSync(root, { recursive: true }));

describe.each([2, 8])('%i processes', (count) => {
  it(
    `get one signature for one token, and make a key each (${ROUNDS} rounds)`,
    async () => {
      const folder = path.join(root, `cluster-${count}`);
      const cluster = makeQuorumCluster(folder, officers.slice(0, 3), { m: 1 });
      const known = await withKey(cluster, officers, QUORUM);
      const racers = Array.from({ length: count }, () => startRacer(program, folder, 'sdk5'));
      const session = (server: number): string => known.sessions[server] ?? '';
      const keysOf = (server: number) =>
        cluster.hsms[server]?.look(({ state }, objects) => [
          ...listKeptKeys(state.hsm.keys, objects),
        ]) ?? [];
      try {
        for (let round = 1; round <= ROUNDS; round += 1) {
          const { handle } = known;
          const approval = await approveKey(cluster, officers, known, 5);
          const data = Buffer.from('data');
          const mechanism = { type: 'ecdsa', hash: 'sha256', isDigest: false } as const;
          const spend = { op: 'spendKeyToken', handle, service: 'useKey', approval } as const;
          const answers = await letRace(racers, (): HsmRequest[] => [
            { op: 'sign', session: session(0), handle, approval, mechanism, data },
            { ...spend, session: session(1) },
          ]);
          for (const server of [0, 1]) {
            const said = answers.map((answer) => answer[server]).sort();
            expect(said).toEqual([...Array(count - 1).fill('RET_MXN_AUTH_FAILED'), 'ok']);
          }
          const make = (server: number, racer: number): HsmRequest => ({
            ...{ op: 'generateKey', session: session(server), type: 'aes', bytes: 32 },
            key: { label: `key ${racer}` },
          });
          const made = await letRace(racers, (racer) => [make(0, racer), make(1, racer)]);
          expect(made.flat()).toEqual(Array(2 * count).fill('ok'));
          for (const server of [0, 1]) {
            const handles = keysOf(server).map(({ record }) => record.handle);
            expect(new Set(handles).size).toBe(1 + (server === 0 ? 1 : 0) + round * count);
          }
        }
      } finally {
        racers.forEach(stopRacer);
      }
    },
    60_000 + ROUNDS * 2000,
  );
});
