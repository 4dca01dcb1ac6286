import { createHash, sign } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { advanceClock } from '../../../src/hsm/cluster/clock.ts';
import { type Cluster, createCluster } from '../../../src/hsm/cluster/cluster.ts';
import { parseFault } from '../../../src/hsm/cluster/fault-text.ts';
import type { FindingCode } from '../../../src/hsm/doctor-finding.ts';
import type { HsmRequest } from '../../../src/hsm/protocol.ts';
import { takeKey } from '../../support/keys.ts';
import type { Place } from './paste.ts';
import {
  change,
  changeUser,
  lock,
  logIn,
  logOut,
  makeCluster,
  onServer,
  PASSWORD,
  type Shape,
} from './world.ts';

/** A cluster of which something is found. */
export interface Case {
  readonly code: FindingCode;
  readonly what: string;
  readonly make: (place: Place) => Promise<unknown> | unknown;
}

/** A cluster of which nothing is found. */
export const HEALTHY: Shape = { officers: 4, keys: 4, m: [2, 2] };
const NO_QUORUM: Shape = { officers: 4, keys: 4, m: [1, 1] };

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
    code: 'audit-chain',
    what: 'an audit record that was rewritten',
    make: async (place) => {
      const cluster = makeCluster(place, HEALTHY);
      await logOut(cluster, 0, await logIn(cluster, 0, 'officer1'));
      const [hsm] = cluster.hsms;
      const whole = hsm?.inspectWhole();
      if (whole === undefined) return;
      const log = whole.log.map((event, index) => (index === 0 ? { ...event, time: 1 } : event));
      hsm?.replace({ ...whole, log });
    },
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
    what: 'officers that are locked, where service 4 can still set a smaller M',
    make: async (place) => {
      const cluster = makeCluster(place, { officers: 4, keys: 2, m: [3, 2] });
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
  ...outOfStep(),
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
      const cluster = makeCluster(place, HEALTHY);
      const spki = takeKey('small', { bits: 1024 }).spki.toString('base64');
      const to = changeUser('officer2', (user) => ({ ...user, quorumKey: { id: 4, spki } }));
      for (const server of [0, 1]) change(cluster, server, to);
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
        change(cluster, server, (hsm) => ({
          ...hsm,
          sessions: hsm.sessions.map((one) => ({ ...one, process: DEAD })),
        }));
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
      const session = await logIn(cluster, 0, 'officer1');
      change(cluster, 0, (hsm) => ({
        ...hsm,
        sessions: hsm.sessions.map((one) => (one.id === session ? { ...one, process: DEAD } : one)),
      }));
    },
  },
];

/** Each way in which servers differ. */
function outOfStep(): readonly Case[] {
  const bob = (session: string): HsmRequest => ({
    op: 'createUser',
    session,
    type: 'CU',
    name: 'bob',
    password: PASSWORD,
  });
  const make =
    (shape: Shape, server: number, request: (session: string) => HsmRequest) =>
    async (place: Place) =>
      onServer(makeCluster(place, shape), server, 'officer1', request);
  return [
    { what: 'a user on one server alone', make: make(NO_QUORUM, 0, bob) },
    {
      what: 'the same, where a quorum has to copy it',
      make: async (place: Place) => {
        const cluster = makeCluster(place, { ...NO_QUORUM, m: [1, 2] });
        await onServer(cluster, 0, 'officer1', bob);
        for (const server of [0, 1]) {
          await onServer(cluster, server, 'officer1', (session) => setM(session, 3, 2));
        }
      },
    },
    {
      what: 'a user with two ids',
      make: async (place: Place) => {
        const cluster = makeCluster(place, NO_QUORUM);
        await onServer(
          cluster,
          0,
          'officer1',
          (session) => ({ ...bob(session), name: 'al' }) as HsmRequest,
        );
        await onServer(cluster, 0, 'officer1', (session) => ({
          op: 'deleteUser',
          session,
          type: 'CU',
          name: 'al',
        }));
        for (const server of [0, 1]) await onServer(cluster, server, 'officer1', bob);
      },
    },
    {
      what: 'a server that was never activated',
      make: (place: Place) => {
        const cluster = makeCluster(place, NO_QUORUM);
        change(
          cluster,
          1,
          changeUser('admin', (user) => ({ ...user, type: 'PRECO' })),
        );
      },
    },
    {
      what: 'two passwords of one user',
      make: async (place: Place) => {
        await make(HEALTHY, 1, (session) => ({
          op: 'changePswd',
          session,
          type: 'CO',
          name: 'officer1',
          password: 'only-on-one-1',
        }))(place);
        place.passwords.set('1/officer1', 'only-on-one-1');
      },
    },
    {
      what: 'a key on one server alone',
      make: make({ ...HEALTHY, keys: 0 }, 1, (session) => registration(session, 'officer1')),
    },
    {
      what: 'an M value that is on on one server',
      make: make(NO_QUORUM, 1, (session) => setM(session, 4, 2)),
    },
    {
      what: 'an M value that was raised on one server',
      make: async (place: Place) => {
        const cluster = makeCluster(place, HEALTHY);
        change(cluster, 0, (hsm) => ({ ...hsm, mValues: { ...hsm.mValues, userManagement: 3 } }));
      },
    },
    {
      what: 'a token on one server alone',
      make: make(HEALTHY, 0, (session) => ({
        op: 'getToken',
        session,
        service: 3,
        name: 'officer1',
      })),
    },
  ].map((each) => ({ code: 'out-of-step', ...each }));
}

function setM(session: string, service: number, m: number): HsmRequest {
  return { op: 'setMValue', session, service, m };
}

/** The registration of one and the same key, whoever registers it. */
function registration(session: string, name: string): HsmRequest {
  const { privateKey, spki } = takeKey('officer1');
  const token = createHash('sha256').update(name).digest();
  const signature = sign('sha256', token, privateKey);
  return { op: 'registerKey', session, type: 'CO', name, token, signature, publicKey: spki };
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
