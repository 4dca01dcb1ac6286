import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Cluster } from '../../src/hsm/cluster/cluster.ts';
import type { HsmRequest, OperationApproval } from '../../src/hsm/protocol.ts';
import { bundleProgram } from '../support/bundle-program.ts';
import { howOften } from '../support/how-many.ts';
import { NAMESPACES, requireNamespaces } from '../support/namespaces.ts';
import {
  getApprovedToken,
  getSignedToken,
  logInAll,
  makeOfficers,
  makeQuorumCluster,
  type Officer,
} from './quorum-cluster.ts';
import { letRace, startRacer, stopRacer } from './racers.ts';

/**
 * One approved token, and several processes that spend it at the same moment: on each HSM one of them
 * does, and one only. One round by default, 200 with MOFN_LONG=1, 1,000 in the soak.
 */
const ROUNDS = Number(process.env['MOFN_RACES'] ?? howOften(1, 80));
const SERVERS = 2;

let root: string;
let program: string;
let officers: readonly Officer[];

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-race-'));
  program = await bundleProgram('test/fault/programs/race.ts', root);
  officers = makeOfficers(2);
});
afterAll(() => fs.rmSync(root, { recursive: true }));

const namespaces = requireNamespaces();
const HERE: readonly string[] = [];
/** Users, processes and mounts of its own, as a container has; the folder's owner is the same. */
const CONTAINER: readonly string[] = ['unshare', ...NAMESPACES];

describe.each([
  [2, 'classic', 'approved before', HERE],
  [8, 'classic', 'approved before', HERE],
  [2, 'sdk5', 'approved with the operation', HERE],
  [8, 'sdk5', 'approved with the operation', HERE],
  [
    3,
    'classic',
    `approved before, each in a container's namespaces ${namespaces.label}`,
    CONTAINER,
  ],
  [3, 'sdk5', `approved with it, each in a container's namespaces ${namespaces.label}`, CONTAINER],
] as const)('%i processes of the client %s with one token, %s', (count, client, _, before) => {
  it.skipIf(before === CONTAINER && !namespaces.has)(
    `spend it once on each HSM (${ROUNDS} rounds)`,
    async () => {
      const folder = path.join(root, `cluster-${client}-${count}-${before.length}`);
      const cluster = makeQuorumCluster(folder, officers, { servers: SERVERS });
      const sessions = await logInAll(cluster, 'officer1', client);
      const racers = Array.from({ length: count }, () =>
        startRacer(program, folder, client, before),
      );
      // Deleting costs no scrypt, so that the race is about the token and not about passwords.
      const remove = (server: number, name: string): HsmRequest => ({
        op: 'deleteUser',
        session: sessions[server] ?? '',
        type: 'CU',
        name,
      });
      const create = (server: number, name: string): HsmRequest => ({
        op: 'createUser',
        session: sessions[server] ?? '',
        type: 'CU',
        name,
        password: 'password',
      });
      const fields = Array.from({ length: SERVERS }, (_, server) => server);
      const names = racers.map((_, racer) => `user_${racer}`);
      try {
        for (let round = 0; round < ROUNDS; round += 1) {
          const approval = await getToken(cluster, sessions, client);
          const users = usersOf(cluster);
          const answers = await letRace(racers, (racer) =>
            fields.map((server) => {
              const name = names[racer] ?? '';
              const request = users[server]?.has(name) ? remove : create;
              return { ...request(server, name), ...approval } as HsmRequest;
            }),
          );
          const after = usersOf(cluster);
          for (const server of fields) {
            const said = answers.map((answer) => answer[server]);
            expect(said.filter((word) => word === 'ok')).toHaveLength(1);
            expect(said.filter((word) => word === 'RET_MXN_AUTH_FAILED')).toHaveLength(count - 1);
            // What the winner was told is what happened, and nothing else did.
            const changed = names.filter(
              (name) => users[server]?.has(name) !== after[server]?.has(name),
            );
            expect(changed).toEqual([names[said.indexOf('ok')]]);
            expect(cluster.hsms[server]?.inspect().state.hsm.tokens).toEqual([]);
          }
        }
      } finally {
        racers.forEach(stopRacer);
      }
    },
    60_000 + ROUNDS * 1000,
  );
});

/** @returns what comes with the operation: the approvals, or nothing where the token has them already */
async function getToken(
  cluster: Cluster,
  sessions: readonly string[],
  client: 'classic' | 'sdk5',
): Promise<{ readonly approval?: OperationApproval }> {
  if (client === 'sdk5') {
    return { approval: await getSignedToken(cluster, officers, sessions, 3) };
  }
  await getApprovedToken(cluster, officers, sessions, 3);
  return {};
}

function usersOf(cluster: Cluster): ReadonlySet<string>[] {
  return cluster.hsms.map((hsm) => new Set(hsm.inspect().state.hsm.users.map(({ name }) => name)));
}
