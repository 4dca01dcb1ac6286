import { dumpCluster, readDump } from '../../../src/hsm/cluster/dump.ts';
import { restoreCluster } from '../../../src/hsm/cluster/load-dump.ts';
import type { HsmRequest } from '../../../src/hsm/protocol.ts';
import { dumpedSecret } from '../../support/whole-keys.ts';
import type { Case } from './case.ts';
import type { Place } from './paste.ts';
import {
  change,
  changeUser,
  HEALTHY,
  makeCluster,
  NO_QUORUM,
  onServer,
  PASSWORD,
  registration,
  type Shape,
} from './world.ts';

/** Each way in which servers differ. */
export const OUT_OF_STEP: readonly Case[] = makeCases();

/** Id of a crypto user. */
const CRYPTO_USER = 90;

function makeCases(): readonly Case[] {
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
        makeCluster(place, NO_QUORUM);
        change(
          place,
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
        makeCluster(place, HEALTHY);
        change(place, 0, (hsm) => ({
          hsm: { ...hsm, mValues: { ...hsm.mValues, userManagement: 3 } },
        }));
      },
    },
    {
      what: 'a key of an HSM on one server alone',
      make: (place: Place) => {
        const cluster = makeCluster(place, HEALTHY);
        const dump = dumpCluster(cluster);
        const servers = dump.servers.map(({ hsm, ...rest }) => {
          const ca = {
            ...hsm.users.at(-1),
            id: CRYPTO_USER,
            name: 'ca',
            type: 'CU',
            quorumKey: null,
          };
          const next = { ...hsm.next, user: CRYPTO_USER + 1 };
          return { ...rest, hsm: { ...hsm, users: [...hsm.users, ca], next } };
        });
        const key = dumpedSecret(5, { owner: CRYPTO_USER });
        const flags = { ...key.record.flags, token: true };
        const keys = [{ ...key, record: { ...key.record, flags }, servers: [1] }];
        restoreCluster(cluster, readDump({ ...dump, servers, keys }, 'dump'));
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
