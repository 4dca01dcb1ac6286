import { createHash, sign } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditEvent } from '../../../src/hsm/audit-record.ts';
import { type Cluster, createCluster } from '../../../src/hsm/cluster/cluster.ts';
import type { ClusterPlan } from '../../../src/hsm/cluster/plan.ts';
import { identifyProcess } from '../../../src/hsm/cluster/process-identity.ts';
import type { HsmState, User } from '../../../src/hsm/machine/state.ts';
import type { HsmReply, HsmRequest } from '../../../src/hsm/protocol.ts';
import type { ServerState } from '../../../src/hsm/store/server-state.ts';
import { takeKey } from '../../support/keys.ts';
import { openDocument, sealDocument } from '../../support/sealed-document.ts';
import type { Place } from './paste.ts';

/** What a cluster of a test is. */
export interface Shape extends Pick<ClusterPlan, 'flavour'> {
  /** officer1 … */
  readonly officers: number;
  /** How many of them have a key. */
  readonly keys: number;
  /** M of service 3, and of service 4. */
  readonly m: readonly [number, number];
}

/** A cluster of which nothing is found. */
export const HEALTHY: Shape = { officers: 4, keys: 4, m: [2, 2] };
export const NO_QUORUM: Shape = { officers: 4, keys: 4, m: [1, 1] };

export const PASSWORD = 'not-the-first-1';

/** Makes the cluster `C`, with the key of each officer beside it; nothing is found of it but by its shape. */
export function makeCluster(
  place: Place,
  { officers, keys, m, flavour }: Shape,
  servers = 2,
): Cluster {
  const names = Array.from({ length: officers }, (_, index) => `officer${index + 1}`);
  const [userManagement, miscCo] = m;
  const later = [1, 2, 3].map((more) => `officer${officers + more}`);
  for (const name of ['admin', ...names, ...later]) {
    writeFileSync(join(place.folder, `${name}.key`), takeKey(name).privatePem);
    place.passwords.set(name, PASSWORD);
  }
  return createCluster(join(place.folder, 'C'), {
    ...(flavour === undefined ? {} : { flavour }),
    servers: Array.from({ length: servers }, (_, index) => {
      const name = `10.0.0.${index + 1}`;
      return { name, hostname: name, port: 2225 };
    }),
    adminPassword: PASSWORD,
    users: names.map((name, index) => ({
      type: 'CO',
      name,
      password: PASSWORD,
      ...(index < keys ? { publicKey: takeKey(name).spki } : {}),
    })),
    mValues: { userManagement, miscCo },
  });
}

/** Asks one server, which has to do it. */
async function ask<R extends HsmRequest>(
  cluster: Cluster,
  server: number,
  request: R,
): Promise<Extract<HsmReply<R['op']>, { ok: true }>> {
  const reply = await cluster.hsms[server]?.execute(request);
  if (!reply?.ok) throw new Error(`${request.op}: ${reply?.reason.code}`);
  return reply as Extract<HsmReply<R['op']>, { ok: true }>;
}

export async function logIn(
  cluster: Cluster,
  server: number,
  name: string,
  process = identifyProcess(),
): Promise<string> {
  const request = { op: 'login', type: 'CO', name, password: PASSWORD, process } as const;
  return (await ask(cluster, server, request)).session;
}

export async function logOut(cluster: Cluster, server: number, session: string): Promise<void> {
  await ask(cluster, server, { op: 'logout', session });
}

/** Does something on one server alone, as in server mode. */
export async function onServer(
  cluster: Cluster,
  server: number,
  name: string,
  request: (session: string) => HsmRequest,
): Promise<void> {
  const session = await logIn(cluster, server, name);
  await ask(cluster, server, request(session));
  await logOut(cluster, server, session);
}

/** The same by officer1, with approvals of officer1 to officerM where M is above 1. */
export async function approvedOnServer(
  cluster: Cluster,
  server: number,
  m: number,
  request: (session: string) => HsmRequest,
): Promise<void> {
  const name = 'officer1';
  const session = await logIn(cluster, server, name);
  if (m > 1) {
    const { record } = await ask(cluster, server, { op: 'getToken', session, service: 3, name });
    const approvals = Array.from({ length: m }, (_, index) => {
      const approver = `officer${index + 1}`;
      const signature = sign('sha256', record, takeKey(approver).privatePem);
      return { type: 2, name: approver, signature };
    });
    await ask(cluster, server, { op: 'approveToken', session, multiToken: record, approvals });
  }
  await ask(cluster, server, request(session));
  await logOut(cluster, server, session);
}

/** Six wrong passwords on every server. */
export async function lock(cluster: Cluster, name: string): Promise<void> {
  for (const hsm of cluster.hsms) {
    for (let tried = 0; tried < 6; tried++) {
      await hsm.execute({ op: 'login', type: 'CO', name, password: 'guessed-1' });
    }
  }
}

/** Writes a state that no console makes, as whoever may write in the folder can. */
export function change(
  place: Place,
  server: number,
  to: (hsm: HsmState, log: readonly AuditEvent[]) => Partial<ServerState>,
): void {
  changeDocument<ServerState>(place, `server-${server}`, ({ hsm, log }) => to(hsm, log));
}

/** The same for any store of the cluster. */
export function changeDocument<State>(
  { folder }: Place,
  store: string,
  to: (state: State) => Partial<State>,
): void {
  const [name = ''] = readdirSync(join(folder, 'C', store)).filter((each) =>
    each.endsWith('.json'),
  );
  const file = join(folder, 'C', store, name);
  const { format, version, rest } = openDocument(readFileSync(file, 'utf8'));
  const content = JSON.parse(`{${rest}`);
  const state = { ...content.state, ...to(content.state) };
  const text = JSON.stringify({ ...content, state }).slice(1);
  writeFileSync(`${file}.new`, sealDocument(format, version, text));
  renameSync(`${file}.new`, file);
}

/** Changes a user in what {@link change} writes. */
export function changeUser(
  name: string,
  to: (user: User) => User,
): (hsm: HsmState) => Partial<ServerState> {
  return (hsm) => {
    const users = hsm.users.map((user) => (user.name === name ? to(user) : user));
    return { hsm: { ...hsm, users } };
  };
}

/** The registration of one and the same key, whoever registers it. */
export function registration(session: string, name: string): HsmRequest {
  const { privateKey, spki } = takeKey('officer1');
  const token = createHash('sha256').update(name).digest();
  const signature = sign('sha256', token, privateKey);
  return { op: 'registerKey', session, type: 'CO', name, token, signature, publicKey: spki };
}
