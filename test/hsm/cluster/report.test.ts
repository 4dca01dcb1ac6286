import { describe, expect, it } from 'vitest';
import { type Cluster, createMemoryCluster } from '../../../src/hsm/cluster/cluster.ts';
import { reportCluster } from '../../../src/hsm/cluster/report.ts';
import type { HsmRequest } from '../../../src/hsm/protocol.ts';
import { describeDifference } from '../../../src/words/difference.ts';
import { approve } from '../../fault/approve.ts';
import { makeOfficers } from '../../fault/quorum-cluster.ts';

const PLAN = {
  adminPassword: 'password',
  users: ['officer1', 'officer2', 'officer3'].map((name) => ({
    type: 'CO' as const,
    name,
    password: 'password',
  })),
};

async function ask<R extends HsmRequest>(cluster: Cluster, server: number, request: R) {
  const reply = await cluster.hsms[server]?.execute(request);
  if (!reply?.ok) throw new Error(reply?.reason.code);
  return reply;
}

async function logIn(cluster: Cluster, server: number): Promise<string> {
  const reply = await ask(cluster, server, {
    op: 'login',
    type: 'CO',
    name: 'officer1',
    password: 'password',
  });
  return (reply as { session: string }).session;
}

/** The report, what is out of step in words. */
function report(cluster: Cluster) {
  const { outOfStep, ...rest } = reportCluster(cluster, { isAlive: () => true, now: () => 0 });
  return { ...rest, outOfStep: outOfStep.map((difference) => describeDifference(difference)) };
}

describe('the report of a cluster', () => {
  it('finds nothing out of step in a new one', () => {
    const { servers, outOfStep, clock } = report(createMemoryCluster(PLAN));
    expect(outOfStep).toEqual([]);
    expect(clock).toEqual({ kind: 'running', now: '1970-01-01T00:00:00.000Z' });
    expect(servers.map(({ node, generation, mValues }) => [node, generation, mValues])).toEqual([
      [1, 1, { userManagement: 1, miscCo: 1 }],
      [0, 1, { userManagement: 1, miscCo: 1 }],
    ]);
  });

  it('finds each way in which HSMs get out of step, and that they are in step again', async () => {
    const cluster = createMemoryCluster(PLAN);
    const sessions = [await logIn(cluster, 0), await logIn(cluster, 1)];
    const onBoth: [HsmRequest, HsmRequest, string][] = [];
    const add = (make: (session: string) => HsmRequest, line: string): void => {
      onBoth.push([make(sessions[0] ?? ''), make(sessions[1] ?? ''), line]);
    };
    add(
      (session) => ({ op: 'createUser', session, type: 'CU', name: 'bob', password: 'password' }),
      'user bob: there on server 0; missing on server 1',
    );
    add(
      (session) => ({
        op: 'changePswd',
        session,
        type: 'CO',
        name: 'officer2',
        password: 'password2',
      }),
      'user officer2: not the same password',
    );
    add(
      (session) => ({ op: 'deleteUser', session, type: 'CO', name: 'officer2' }),
      'user officer2: missing on server 0; there on server 1',
    );
    add(
      (session) => ({ op: 'setMValue', session, service: 3, m: 2 }),
      'M value of service 3: 2 on server 0; 1 on server 1',
    );
    for (const [first, second, line] of onBoth) {
      await ask(cluster, 0, first);
      expect(report(cluster).outOfStep).toEqual([line]);
      await ask(cluster, 1, second);
      expect(report(cluster).outOfStep).toEqual([]);
    }
  });

  it('finds a token that one HSM has and the other has not, or with other approvals', async () => {
    const [officer] = makeOfficers(1);
    if (officer === undefined) throw new Error('no officer');
    const { name, publicKey } = officer;
    const cluster = createMemoryCluster({
      ...PLAN,
      users: [{ type: 'CO', name, password: 'password', publicKey }],
      mValues: { userManagement: 2 },
    });
    const sessions = [await logIn(cluster, 0), await logIn(cluster, 1)];
    const get = { op: 'getToken', service: 3, name: 'officer1' } as const;
    const first = await ask(cluster, 0, { ...get, session: sessions[0] ?? '' });
    const title = 'token of officer1 for service 3';
    expect(report(cluster).outOfStep).toEqual([
      `${title}: without approvals on server 0; missing on server 1`,
    ]);
    const second = await ask(cluster, 1, { ...get, session: sessions[1] ?? '' });
    expect(report(cluster).outOfStep).toEqual([]);
    const records = [first, second].map((reply) => (reply as { record: Uint8Array }).record);
    const multiToken = Buffer.concat(records);
    const approvals = approve([officer], multiToken);
    await ask(cluster, 1, {
      op: 'approveToken',
      session: sessions[1] ?? '',
      multiToken,
      approvals,
    });
    expect(report(cluster).outOfStep).toEqual([
      `${title}: without approvals on server 0; approved by officer1 on server 1`,
    ]);
    await ask(cluster, 0, {
      op: 'approveToken',
      session: sessions[0] ?? '',
      multiToken,
      approvals,
    });
    expect(report(cluster).outOfStep).toEqual([]);
  });

  it('tells of sessions and tokens, and changes nothing', async () => {
    const cluster = createMemoryCluster({ ...PLAN, mValues: { userManagement: 2 } });
    const session = await logIn(cluster, 0);
    await ask(cluster, 0, { op: 'getToken', session, service: 3, name: 'officer1' });
    const before = cluster.hsms.map((hsm) => hsm.inspect());
    const { servers } = reportCluster(cluster, { isAlive: () => false });
    expect(servers[0]).toMatchObject({
      sessions: [{ user: 'officer1', pid: process.pid, alive: false }],
      tokens: [{ id: 1, service: 3, user: 'officer1', required: 2, approvers: [] }],
    });
    expect(servers[1]).toMatchObject({ sessions: [], tokens: [] });
    expect(cluster.hsms.map((hsm) => hsm.inspect())).toEqual(before);
  });
});
