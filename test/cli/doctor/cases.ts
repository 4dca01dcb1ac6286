import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditEvent } from '../../../src/hsm/audit-record.ts';
import { advanceClock } from '../../../src/hsm/cluster/clock.ts';
import { type Cluster, createCluster } from '../../../src/hsm/cluster/cluster.ts';
import { parseFault } from '../../../src/hsm/cluster/fault-text.ts';
import type { ClusterRecord } from '../../../src/hsm/cluster/settings.ts';
import { chainRecords, NO_RECORDS } from '../../../src/hsm/machine/audit.ts';
import type { HsmState } from '../../../src/hsm/machine/state.ts';
import type { ServerState } from '../../../src/hsm/store/server-state.ts';
import { takeKey } from '../../support/keys.ts';
import type { Case } from './case.ts';
import { OUT_OF_STEP } from './out-of-step-cases.ts';
import type { Place } from './paste.ts';
import {
  approvedOnServer,
  change,
  changeDocument,
  changeUser,
  HEALTHY,
  lock,
  logIn,
  logOut,
  makeCluster,
  NO_QUORUM,
  onServer,
  registration,
} from './world.ts';

/** A process that has ended. */
const DEAD = { bootId: 'another boot', pidNamespace: 'pid:[1]', pid: 4711, startTime: '1' };

export const CASES: readonly Case[] = [
  {
    code: 'unreadable',
    what: 'a byte of a document',
    make: (place) => {
      makeCluster(place, HEALTHY);
      flipByte(place, 'server-1');
    },
  },
  {
    code: 'unreadable',
    what: 'a byte of the settings',
    make: (place) => {
      makeCluster(place, HEALTHY);
      flipByte(place, 'settings');
    },
  },
  {
    code: 'unreadable',
    what: 'a byte of cluster.json',
    make: (place) => {
      makeCluster(place, HEALTHY);
      flipByte(place, '.', 'cluster.json');
    },
  },
  {
    code: 'unreadable',
    what: 'a missing part of an audit log',
    make: async (place) => {
      const cluster = makeCluster(place, HEALTHY);
      for (let times = 0; times < 40; times++)
        await logOut(cluster, 0, await logIn(cluster, 0, 'admin'));
      const log = join(place.folder, 'C', 'server-0', 'log');
      for (const name of readdirSync(log)) rmSync(join(log, name));
    },
  },
  {
    code: 'unreadable',
    what: 'a missing folder of an audit log',
    make: (place) => {
      makeCluster(place, HEALTHY);
      rmSync(join(place.folder, 'C', 'server-1', 'log'), { recursive: true });
    },
  },
  {
    code: 'audit-chain',
    what: 'an audit record that was rewritten',
    make: async (place) => {
      const cluster = makeCluster(place, HEALTHY);
      await logOut(cluster, 0, await logIn(cluster, 0, 'officer1'));
      change(place, 0, (_, log) => ({
        log: log.map((event, index) => (index === 0 ? { ...event, time: 1 } : event)),
      }));
    },
  },
  {
    code: 'audit-rewritten',
    what: 'an audit log whose chain was made anew',
    make: async (place) => {
      const cluster = makeCluster(place, HEALTHY);
      await logOut(cluster, 0, await logIn(cluster, 0, 'officer1'));
      cluster.logOutAll();
      change(place, 0, (hsm, log) => {
        const [{ previous, hash, sequence, ...record }] = log as [AuditEvent];
        const { head, events } = chainRecords(NO_RECORDS, [{ ...record, time: 1 }]);
        return { hsm: { ...hsm, audit: head }, log: events };
      });
    },
  },
  {
    code: 'operator-chain',
    what: "a record of the operator's log that was rewritten",
    make: (place) => {
      makeCluster(place, HEALTHY).logOutAll();
      changeDocument<ClusterRecord>(place, 'settings', ({ operator }) => ({
        operator: { ...operator, events: operator.events.map((event) => ({ ...event, uid: 7 })) },
      }));
    },
  },
  {
    code: 'locked-out',
    what: 'officers deleted below M, whom the quorum itself let go',
    make: async (place) => deleteBelow(makeCluster(place, { officers: 3, keys: 3, m: [3, 2] }), 3),
  },
  {
    code: 'locked-out',
    what: 'two with a key and all others locked, where three have to approve',
    make: async (place) => {
      const cluster = makeCluster(place, { officers: 3, keys: 2, m: [3, 3] });
      for (const name of ['officer3', 'admin']) await lock(cluster, name);
    },
  },
  {
    code: 'officers-below-m',
    what: 'officers deleted below M of service 4, where service 3 can make more',
    make: async (place) => deleteBelow(makeCluster(place, { officers: 3, keys: 3, m: [1, 4] }), 1),
  },
  {
    code: 'officers-below-m',
    what: 'officers deleted below M of both services',
    make: async (place) => deleteBelow(makeCluster(place, { officers: 3, keys: 3, m: [3, 3] }), 3),
  },
  {
    code: 'no-officer-can-log-in',
    what: 'every officer locked',
    make: async (place) => {
      const cluster = makeCluster(place, { officers: 1, keys: 1, m: [1, 1] });
      for (const name of ['officer1', 'admin']) await lock(cluster, name);
    },
  },
  {
    code: 'approvers-too-few',
    what: 'two with a key, where three have to approve',
    make: (place) => makeCluster(place, { officers: 4, keys: 2, m: [3, 3] }),
  },
  {
    code: 'approvers-too-few',
    what: 'officers that are locked, where service 3 can still make more',
    make: async (place) => {
      const cluster = makeCluster(place, { officers: 4, keys: 2, m: [2, 3] });
      for (const name of ['officer3', 'officer4', 'admin']) await lock(cluster, name);
    },
  },
  {
    code: 'no-officer-to-spare',
    what: 'two with a key, two that have to approve, and a third account',
    make: (place) => makeCluster(place, { officers: 2, keys: 2, m: [2, 2] }),
  },
  {
    code: 'no-officer-to-spare',
    what: 'the same in the edition of 2023',
    make: (place) => makeCluster(place, { officers: 2, keys: 2, m: [2, 2], flavour: 'aws-2023' }),
  },
  {
    code: 'one-officer-to-spare',
    what: 'three with a key, where two have to approve',
    make: (place) => makeCluster(place, { ...HEALTHY, keys: 3 }),
  },
  ...OUT_OF_STEP,
  {
    code: 'weak-quorum-management',
    what: 'service 4 off, service 3 on',
    make: (place) => makeCluster(place, { ...HEALTHY, m: [2, 1] }),
  },
  {
    code: 'weak-quorum-management',
    what: 'two approvals for what changes three',
    make: (place) => makeCluster(place, { officers: 5, keys: 5, m: [3, 2] }),
  },
  {
    code: 'shared-key',
    what: 'officer1 on one server and officer2 on the other with one key',
    make: async (place) => {
      const cluster = makeCluster(place, { ...HEALTHY, keys: 0 });
      await onServer(cluster, 0, 'officer1', (session) => registration(session, 'officer1'));
      await onServer(cluster, 1, 'officer2', (session) => registration(session, 'officer2'));
    },
  },
  {
    code: 'key-unfit',
    what: 'a key of 1024 bits',
    make: (place) => {
      makeCluster(place, HEALTHY);
      const spki = takeKey('small', { bits: 1024 }).spki.toString('base64');
      const to = changeUser('officer2', (user) => ({ ...user, quorumKey: { id: 4, spki } }));
      for (const server of [0, 1]) change(place, server, to);
    },
  },
  {
    code: 'officer-locked',
    what: 'an officer, while no quorum is asked for',
    make: async (place) => lock(makeCluster(place, NO_QUORUM), 'officer3'),
  },
  {
    code: 'officer-locked',
    what: 'an officer, whom a quorum has to unlock',
    make: async (place) => lock(makeCluster(place, HEALTHY), 'officer3'),
  },
  {
    code: 'quorum-off',
    what: 'two new HSMs',
    make: (place) => {
      makeCluster({ ...place, folder: place.folder }, HEALTHY);
      rmSync(join(place.folder, 'C'), { recursive: true });
      place.passwords.set('admin', 'password');
      createCluster(join(place.folder, 'C'), {});
    },
  },
  {
    code: 'quorum-off',
    what: 'an activated cluster with keys',
    make: (place) => makeCluster(place, NO_QUORUM),
  },
  {
    code: 'default-password',
    what: 'an officer with it',
    make: (place) => {
      makeCluster(place, HEALTHY);
      rmSync(join(place.folder, 'C'), { recursive: true });
      place.passwords.clear();
      createCluster(join(place.folder, 'C'), { adminPassword: 'password' });
    },
  },
  {
    code: 'token-unusable',
    what: 'a token of an officer who is locked',
    make: async (place) => {
      const cluster = makeCluster(place, HEALTHY);
      await getTokens(cluster, 'officer1');
      await lock(cluster, 'officer1');
    },
  },
  {
    code: 'token-unusable',
    what: 'a token whose session is over, in the edition of 2023',
    make: async (place) => {
      const cluster = makeCluster(place, { ...HEALTHY, flavour: 'aws-2023' });
      for (const server of [0, 1]) {
        const session = await logIn(cluster, server, 'officer1');
        await cluster.hsms[server]?.execute({
          op: 'getToken',
          session,
          service: 3,
          name: 'officer1',
        });
        change(place, server, endSessions);
      }
    },
  },
  {
    code: 'token-ending',
    what: 'a token of which 10 s are left',
    make: async (place) => {
      const cluster = makeCluster(place, HEALTHY);
      await getTokens(cluster, 'officer1');
      cluster.changeSettings((settings) => ({
        ...settings,
        clock: advanceClock(settings.clock, 590_000),
      }));
    },
  },
  {
    code: 'fault-set',
    what: 'a server that drops',
    make: (place) =>
      makeCluster(place, HEALTHY).changeSettings((settings) => ({
        ...settings,
        faults: [parseFault('drop server=1', 2)],
      })),
  },
  {
    code: 'clock-standing',
    what: 'a clock that stands',
    make: (place) =>
      makeCluster(place, HEALTHY).changeSettings((settings) => ({
        ...settings,
        clock: { kind: 'standing', at: 1_700_000_000_000 },
      })),
  },
  {
    code: 'clock-offset',
    what: 'a clock that is ahead',
    make: (place) =>
      makeCluster(place, HEALTHY).changeSettings((settings) => ({
        ...settings,
        clock: advanceClock(settings.clock, 3_600_000),
      })),
  },
  {
    code: 'session-stale',
    what: 'a session of a process that has ended',
    make: async (place) => {
      const cluster = makeCluster(place, HEALTHY);
      await logIn(cluster, 0, 'officer1');
      change(place, 0, endSessions);
    },
  },
];

/** officer1 deletes admin and officer3 on every server, each time with so many approvals. */
async function deleteBelow(cluster: Cluster, m: number): Promise<void> {
  for (const server of cluster.hsms.keys()) {
    for (const name of ['admin', 'officer3']) {
      await approvedOnServer(cluster, server, m, (session) => ({
        op: 'deleteUser',
        session,
        type: 'CO',
        name,
      }));
    }
  }
}

function endSessions(hsm: HsmState): Partial<ServerState> {
  const sessions = hsm.sessions.map((one) => ({ ...one, process: DEAD }));
  return { hsm: { ...hsm, sessions } };
}

async function getTokens(cluster: Cluster, name: string): Promise<void> {
  for (const server of cluster.hsms.keys()) {
    await onServer(cluster, server, name, (session) => ({
      op: 'getToken',
      session,
      service: 3,
      name,
    }));
  }
}

function flipByte({ folder }: Place, store: string, name?: string): void {
  const place = join(folder, 'C', store);
  const file = join(place, name ?? readdirSync(place).find((each) => each.endsWith('.json')) ?? '');
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}
