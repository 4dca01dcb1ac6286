import type { KeyObject } from 'node:crypto';
import type { ClientName } from '../../src/hsm/clients.ts';
import { type Cluster, createCluster } from '../../src/hsm/cluster/cluster.ts';
import type { ClusterPlan } from '../../src/hsm/cluster/plan.ts';
import type { HsmReply, HsmRequest, OperationApproval } from '../../src/hsm/protocol.ts';
import { takeKey } from '../support/keys.ts';
import { approve } from './approve.ts';
import { ELSEWHERE } from './elsewhere.ts';

/** Clusters in the middle of their work, for tests that kill, race and starve them. */

export interface Officer {
  readonly name: string;
  readonly privateKey: KeyObject;
  readonly publicKey: Uint8Array;
}

/** Officers with keys: officer1, officer2 … */
export function makeOfficers(count: number): Officer[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `officer${index + 1}`;
    const { privateKey, spki } = takeKey(name);
    return { name, privateKey, publicKey: spki };
  });
}

/** An activated cluster whose officers have their keys; the same in every run but for the keys. */
export function quorumPlan(officers: readonly Officer[], servers: number, m: number): ClusterPlan {
  return {
    servers: Array.from({ length: servers }, (_, index) => {
      const name = `10.0.0.${index + 1}`;
      return { name, hostname: name, port: 2225 };
    }),
    adminPassword: 'password',
    users: officers.map(({ name, publicKey }) => ({
      type: 'CO',
      name,
      password: 'password',
      publicKey,
    })),
    mValues: { userManagement: m, miscCo: m },
    seed: '7',
    clock: { kind: 'standing', at: 1_700_000_000_000 },
  };
}

/** Sends a request to every server, each of which has to do it. */
export async function askAll<R extends HsmRequest>(
  cluster: Cluster,
  request: (server: number) => R,
  client: ClientName = 'classic',
): Promise<Extract<HsmReply<R['op']>, { ok: true }>[]> {
  const replies = [];
  for (const [index, hsm] of cluster.hsms.entries()) {
    const reply = await hsm.execute(request(index), { client });
    if (!reply.ok) throw new Error(`server ${index}: ${reply.error}: ${reply.reason.code}`);
    replies.push(reply as Extract<HsmReply<R['op']>, { ok: true }>);
  }
  return replies;
}

/** Logs in everywhere, and gives the sessions in the order of the servers. */
export async function logInAll(
  cluster: Cluster,
  name: string,
  client?: ClientName,
): Promise<string[]> {
  const login = { op: 'login', type: 'CO', name, password: 'password' } as const;
  const replies = await askAll(cluster, () => login, client);
  return replies.map(({ session }) => session);
}

/** Gets a token on every server, and gives the file: one record after the other. */
export async function getTokens(
  cluster: Cluster,
  sessions: readonly string[],
  name: string,
  service: number,
  client?: ClientName,
): Promise<Uint8Array> {
  const replies = await askAll(
    cluster,
    (server) => ({ op: 'getToken', session: sessions[server] ?? '', service, name }),
    client,
  );
  return Buffer.concat(replies.map(({ record }) => record));
}

/** A token of officer1 with the approvals of the officers, to be handed in with an operation. */
export async function getSignedToken(
  cluster: Cluster,
  officers: readonly Officer[],
  sessions: readonly string[],
  service: number,
): Promise<OperationApproval> {
  const multiToken = await getTokens(cluster, sessions, 'officer1', service, 'sdk5');
  return { multiToken, approvals: approve(officers, multiToken) };
}

/** Logs officer1 in, who gets a token of a service, which the officers approve. */
export async function withApprovedToken(
  cluster: Cluster,
  officers: readonly Officer[],
  service: number,
): Promise<{ readonly sessions: readonly string[]; readonly multiToken: Uint8Array }> {
  const sessions = await logInAll(cluster, 'officer1');
  return { sessions, multiToken: await getApprovedToken(cluster, officers, sessions, service) };
}

/** The same, for officer1 who is logged in already. */
export async function getApprovedToken(
  cluster: Cluster,
  officers: readonly Officer[],
  sessions: readonly string[],
  service: number,
): Promise<Uint8Array> {
  const multiToken = await getTokens(cluster, sessions, 'officer1', service);
  const approvals = approve(officers, multiToken);
  await askAll(cluster, (server) => ({
    op: 'approveToken',
    session: sessions[server] ?? '',
    multiToken,
    approvals,
  }));
  return multiToken;
}

export function makeQuorumCluster(
  folder: string,
  officers: readonly Officer[],
  { servers = 2, m = 2 }: { readonly servers?: number; readonly m?: number } = {},
): Cluster {
  return createCluster(folder, quorumPlan(officers, servers, m), { process: ELSEWHERE });
}
