import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cluster, createCluster } from '../../../src/hsm/cluster/cluster.ts';
import type { ClusterPlan } from '../../../src/hsm/cluster/plan.ts';
import { identifyProcess } from '../../../src/hsm/cluster/process-identity.ts';
import type { HsmState, User } from '../../../src/hsm/machine/state.ts';
import type { HsmReply, HsmRequest } from '../../../src/hsm/protocol.ts';
import { takeKey } from '../../support/keys.ts';
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

export const PASSWORD = 'not-the-first-1';

/** Makes the cluster `C`, with the key of each officer beside it; nothing is found of it but by its shape. */
export function makeCluster(
  place: Place,
  { officers, keys, m, flavour }: Shape,
  servers = 2,
): Cluster {
  const names = Array.from({ length: officers }, (_, index) => `officer${index + 1}`);
  const [userManagement, miscCo] = m;
  for (const name of ['admin', ...names, `officer${officers + 1}`, `officer${officers + 2}`]) {
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

/** Six wrong passwords on every server. */
export async function lock(cluster: Cluster, name: string): Promise<void> {
  for (const hsm of cluster.hsms) {
    for (let tried = 0; tried < 6; tried++) {
      const process = identifyProcess();
      await hsm.execute({ op: 'login', type: 'CO', name, password: 'guessed-1', process });
    }
  }
}

/** Puts a state there that no console makes. */
export function change(cluster: Cluster, server: number, to: (hsm: HsmState) => HsmState): void {
  const hsm = cluster.hsms[server];
  const whole = hsm?.inspectWhole();
  if (whole !== undefined) hsm?.replace({ ...whole, hsm: to(whole.hsm) });
}

export function changeUser(name: string, to: (user: User) => User): (hsm: HsmState) => HsmState {
  return (hsm) => ({
    ...hsm,
    users: hsm.users.map((user) => (user.name === name ? to(user) : user)),
  });
}
