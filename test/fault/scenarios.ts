import { sign } from 'node:crypto';
import type { ClientName } from '../../src/hsm/clients.ts';
import type { Cluster } from '../../src/hsm/cluster/cluster.ts';
import type { HsmRequest } from '../../src/hsm/protocol.ts';
import { approve } from './approve.ts';
import {
  askAll,
  getSignedToken,
  getTokens,
  logInAll,
  type Officer,
  withApprovedToken,
} from './quorum-cluster.ts';

/** One command that changes HSMs: how to bring a cluster to it, and its request to each server. */
export interface Scenario {
  readonly name: string;
  /** M of both services; 2 where missing. */
  readonly m?: number;
  /** The client that makes the request; the classic one where missing. */
  readonly client?: ClientName;
  prepare(cluster: Cluster, officers: readonly Officer[]): Promise<(server: number) => HsmRequest>;
}

const LOG_IN = { op: 'login', type: 'CO', name: 'officer1' } as const;
const BOB = { type: 'CU', name: 'bob', password: 'password' } as const;

async function withUser(cluster: Cluster): Promise<string[]> {
  const sessions = await logInAll(cluster, 'officer1');
  await askAll(cluster, (server) => ({
    op: 'createUser',
    session: sessions[server] ?? '',
    ...BOB,
  }));
  return sessions;
}

/** Every kind of request that changes something, with and without a quorum. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'loginHSM',
    prepare: async () => () => ({ ...LOG_IN, password: 'password' }),
  },
  {
    name: 'loginHSM with a wrong password',
    prepare: async () => () => ({ ...LOG_IN, password: 'a wrong one' }),
  },
  {
    name: 'logoutHSM',
    async prepare(cluster) {
      const sessions = await logInAll(cluster, 'officer1');
      return (server) => ({ op: 'logout', session: sessions[server] ?? '' });
    },
  },
  {
    name: 'createUser without a quorum',
    m: 1,
    async prepare(cluster) {
      const sessions = await logInAll(cluster, 'officer1');
      return (server) => ({ op: 'createUser', session: sessions[server] ?? '', ...BOB });
    },
  },
  {
    name: 'createUser with a token',
    async prepare(cluster, officers) {
      const { sessions } = await withApprovedToken(cluster, officers.slice(0, 2), 3);
      return (server) => ({ op: 'createUser', session: sessions[server] ?? '', ...BOB });
    },
  },
  {
    name: 'createUser with its approvals',
    client: 'sdk5',
    async prepare(cluster, officers) {
      const sessions = await logInAll(cluster, 'officer1', 'sdk5');
      const approval = await getSignedToken(cluster, officers.slice(0, 2), sessions, 3);
      return (server) => ({ op: 'createUser', session: sessions[server] ?? '', ...BOB, approval });
    },
  },
  {
    name: 'deleteUser with its approvals',
    client: 'sdk5',
    async prepare(cluster, officers) {
      const sessions = await logInAll(cluster, 'officer1', 'sdk5');
      const approval = await getSignedToken(cluster, officers.slice(0, 2), sessions, 3);
      const officer3 = { type: 'CO', name: 'officer3', approval };
      return (server) => ({ op: 'deleteUser', session: sessions[server] ?? '', ...officer3 });
    },
  },
  {
    name: 'setMValue with its approvals',
    client: 'sdk5',
    async prepare(cluster, officers) {
      const sessions = await logInAll(cluster, 'officer1', 'sdk5');
      const approval = await getSignedToken(cluster, officers.slice(0, 2), sessions, 4);
      const value = { service: 3, m: 3, approval };
      return (server) => ({ op: 'setMValue', session: sessions[server] ?? '', ...value });
    },
  },
  {
    name: 'getChallenge',
    prepare: async () => () => ({
      ...{ op: 'getChallenge', purpose: 'login', type: 'CO', name: 'officer1' },
    }),
  },
  {
    name: 'deleteUser with a token',
    async prepare(cluster, officers) {
      const { sessions } = await withApprovedToken(cluster, officers.slice(0, 2), 3);
      return (server) => ({
        op: 'deleteUser',
        session: sessions[server] ?? '',
        type: 'CO',
        name: 'officer3',
      });
    },
  },
  {
    name: 'changePswd of another with a token',
    async prepare(cluster, officers) {
      const { sessions } = await withApprovedToken(cluster, officers.slice(0, 2), 3);
      return (server) => ({
        op: 'changePswd',
        session: sessions[server] ?? '',
        type: 'CO',
        name: 'officer3',
        password: 'another password',
      });
    },
  },
  {
    name: 'changePswd of one’s own',
    async prepare(cluster) {
      const sessions = await logInAll(cluster, 'officer2');
      return (server) => ({
        op: 'changePswd',
        session: sessions[server] ?? '',
        type: 'CO',
        name: 'officer2',
        password: 'another password',
      });
    },
  },
  {
    name: 'registerMofnPubKey',
    async prepare(cluster, officers) {
      const sessions = await logInAll(cluster, 'admin');
      const spare = officers.at(-1) as Officer;
      const token = Buffer.from('key match string');
      const signature = sign('sha256', token, spare.privateKey);
      return (server) => ({
        op: 'registerKey',
        session: sessions[server] ?? '',
        type: 'CO',
        name: 'admin',
        publicKey: spare.publicKey,
        token,
        signature,
      });
    },
  },
  {
    name: 'setMValue with a token',
    async prepare(cluster, officers) {
      const { sessions } = await withApprovedToken(cluster, officers.slice(0, 2), 4);
      return (server) => ({
        op: 'setMValue',
        session: sessions[server] ?? '',
        service: 3,
        m: 3,
      });
    },
  },
  {
    name: 'getToken',
    async prepare(cluster) {
      const sessions = await logInAll(cluster, 'officer1');
      return (server) => ({
        op: 'getToken',
        session: sessions[server] ?? '',
        service: 3,
        name: 'officer1',
      });
    },
  },
  {
    name: 'approveToken',
    async prepare(cluster, officers) {
      const sessions = await logInAll(cluster, 'officer1');
      const multiToken = await getTokens(cluster, sessions, 'officer1', 3);
      const approvals = approve(officers.slice(0, 2), multiToken);
      return (server) => ({
        op: 'approveToken',
        session: sessions[server] ?? '',
        multiToken,
        approvals,
      });
    },
  },
  {
    name: 'delToken',
    async prepare(cluster, officers) {
      const { sessions } = await withApprovedToken(cluster, officers.slice(0, 2), 3);
      return (server) => ({ op: 'delToken', session: sessions[server] ?? '', tokens: 'all' });
    },
  },
  {
    name: 'rollBack',
    m: 1,
    async prepare(cluster) {
      const sessions = await logInAll(cluster, 'officer1');
      const replies = await askAll(cluster, (server) => ({
        op: 'createUser',
        session: sessions[server] ?? '',
        ...BOB,
      }));
      return (server) => ({
        op: 'rollBack',
        session: sessions[server] ?? '',
        operation: replies[server]?.operation ?? '',
      });
    },
  },
  {
    name: 'syncUser',
    m: 1,
    async prepare(cluster) {
      const sessions = await withUser(cluster);
      const [first] = cluster.hsms;
      const bob = first?.inspect().state.hsm.users.at(-1)?.id ?? 0;
      const exported = await first?.execute({
        op: 'exportUser',
        session: sessions[0] ?? '',
        id: bob,
      });
      if (!exported?.ok) throw new Error('bob cannot be exported');
      await askAll(cluster, (server) => ({
        op: 'deleteUser',
        session: sessions[server] ?? '',
        type: 'CU',
        name: 'bob',
      }));
      return (server) => ({ op: 'putUser', session: sessions[server] ?? '', user: exported.user });
    },
  },
];
