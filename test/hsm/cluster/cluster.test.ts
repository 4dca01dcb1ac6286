import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REAL_CLOCK } from '../../../src/hsm/cluster/clock.ts';
import {
  type Cluster,
  createCluster,
  createMemoryCluster,
  openCluster,
} from '../../../src/hsm/cluster/cluster.ts';
import { parseFault } from '../../../src/hsm/cluster/fault-text.ts';
import type { Fault } from '../../../src/hsm/cluster/faults.ts';
import { encodeIdentity } from '../../../src/hsm/cluster/identity.ts';
import type { ClusterPlan } from '../../../src/hsm/cluster/plan.ts';
import type { ClusterSettings } from '../../../src/hsm/cluster/settings.ts';
import { parseVendorConfig } from '../../../src/hsm/cluster/vendor-config.ts';
import { findBrokenLink } from '../../../src/hsm/machine/audit.ts';
import type { HsmRequest } from '../../../src/hsm/protocol.ts';
import { failureOf } from '../../support/failure-of.ts';
import { howMany } from '../../support/how-many.ts';

const OFFICERS: ClusterPlan = {
  adminPassword: 'password',
  users: ['officer1', 'officer2'].map((name) => ({ type: 'CO', name, password: 'password' })),
};

let root: string;
let folder: string;

beforeEach(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-cluster-'));
  folder = path.join(root, 'cluster');
});
afterEach(() => fs.rmSync(root, { recursive: true }));

async function logIn(cluster: Cluster, server = 0): Promise<string> {
  const reply = await cluster.hsms[server]?.execute({
    op: 'login',
    type: 'CO',
    name: 'officer1',
    password: 'password',
  });
  if (!reply?.ok) throw new Error(`no log-in: ${reply?.reason.code}`);
  return reply.session;
}

async function createBob(cluster: Cluster, session: string, server = 0) {
  return cluster.hsms[server]?.execute({
    op: 'createUser',
    session,
    type: 'CU',
    name: 'bob',
    password: 'password',
  });
}

describe('a cluster in a folder', () => {
  it('knows of no key while it has none', () => {
    const cluster = createCluster(folder, OFFICERS);
    expect(cluster.hsms.map((hsm) => hsm.readKey(0x680006))).toEqual([undefined, undefined]);
  });

  it('keeps what one process did for the next', async () => {
    const first = createCluster(folder, OFFICERS);
    expect(await createBob(first, await logIn(first))).toMatchObject({ ok: true });
    await first.close();
    const users = await openCluster(folder).servers[0]?.execute({ op: 'listUsers' });
    expect(users).toMatchObject({
      users: [
        { id: 1, type: 'PCO', name: 'admin' },
        { id: 2, type: 'AU', name: 'app_user' },
        { id: 3, type: 'CO', name: 'officer1' },
        { id: 4, type: 'CO', name: 'officer2' },
        { id: 5, type: 'CU', name: 'bob' },
      ],
    });
  });

  it('has the two servers of the guide, the first with the higher node number', () => {
    const { servers } = createCluster(folder);
    expect(servers.map(({ name, node }) => [name, node])).toEqual([
      ['10.0.2.14', 1],
      ['10.0.1.4', 0],
    ]);
  });

  it('shows nothing of a password, and is for its owner alone', async () => {
    const cluster = createCluster(folder, {
      ...OFFICERS,
      adminPassword: 'correct-horse-battery',
    });
    await cluster.hsms[0]?.execute({
      op: 'login',
      type: 'CO',
      name: 'officer1',
      password: 'wrong-horse-battery',
    });
    for (const file of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
      const place = path.join(file.parentPath, file.name);
      const mode = fs.statSync(place).mode & 0o777;
      expect([place, mode]).toEqual([place, file.isDirectory() ? 0o700 : 0o600]);
      if (file.isFile()) expect(fs.readFileSync(place, 'utf8')).not.toContain('horse-battery');
    }
  });

  it('writes nothing for requests that only look', async () => {
    const cluster = createCluster(folder, OFFICERS);
    const session = await logIn(cluster);
    const before = cluster.hsms[0]?.inspect().number;
    for (const request of [
      { op: 'listUsers' },
      { op: 'getMValue', service: 3 },
      { op: 'listTokens', session },
      { op: 'getHSMInfo' },
    ] as const) {
      expect(await cluster.servers[0]?.execute(request)).toMatchObject({ ok: true });
    }
    expect(cluster.hsms[0]?.inspect().number).toBe(before);
  });

  it('holds a configuration file of the vendor, by whose host names servers are found', async () => {
    createCluster(folder, OFFICERS);
    const config = path.join(folder, 'cloudhsm_mgmt_util.cfg');
    const servers = parseVendorConfig(fs.readFileSync(config, 'utf8'), config);
    expect(servers.map(({ hostname, port }) => [hostname, port])).toEqual([
      ['10.0.2.14', 2225],
      ['10.0.1.4', 2225],
    ]);
    const unknown = { name: '10.9.9.9', hostname: '10.9.9.9', port: 2225 };
    const cluster = openCluster(folder, { servers: [...servers.slice(1), unknown] });
    expect(await Promise.all(cluster.servers.map((server) => server.connect()))).toEqual([
      true,
      false,
    ]);
    expect(cluster.servers[0]?.node).toBe(0);
  });

  it('notes the last refusal with its reason, of looking too', async () => {
    const cluster = createCluster(folder, OFFICERS, { now: () => 1000 });
    await cluster.servers[0]?.execute({ op: 'listTokens', session: '' });
    expect(openCluster(folder).hsms[0]?.inspect().state.refusals.at(-1)).toMatchObject({
      op: 'listTokens',
      error: 'RET_NOT_LOGGED_IN',
      at: 1000,
    });
  });
});

describe('making a cluster', () => {
  it('leaves other files of the folder alone, and is refused where one is', () => {
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, 'cloudhsm_mgmt_util.cfg'), 'mine');
    createCluster(folder, OFFICERS);
    expect(fs.readFileSync(path.join(folder, 'cloudhsm_mgmt_util.cfg'), 'utf8')).toBe('mine');
    expect(failureOf(() => createCluster(folder))).toMatchObject({
      kind: 'state',
      message: expect.stringContaining('is a cluster already'),
    });
  });

  it('leaves nothing behind where it fails', () => {
    fs.mkdirSync(path.join(folder, 'server-1'), { recursive: true });
    expect(failureOf(() => createCluster(folder)).message).toContain('exists already');
    expect(fs.readdirSync(folder)).toEqual(['server-1']);
  });

  it('is refused where the file system has no hard links', () => {
    const link = fs.linkSync;
    fs.linkSync = () => {
      throw Object.assign(new Error('EPERM: operation not permitted'), { code: 'EPERM' });
    };
    try {
      expect(failureOf(() => createCluster(folder)).hint).toContain('hard links');
    } finally {
      fs.linkSync = link;
    }
    expect(fs.existsSync(folder)).toBe(false);
  });

  it('is refused where names or numbers are none', () => {
    for (const plan of [
      { users: [{ type: 'CO', name: 'a b', password: 'password' }] },
      { users: [{ type: 'CO', name: 'ab', password: 'short' }] },
      { mValues: { userManagement: 3 } },
      { servers: [1, 2].map((port) => ({ name: `s${port}`, hostname: 'same', port })) },
    ] satisfies ClusterPlan[]) {
      expect(failureOf(() => createCluster(folder, plan)).kind).toBe('usage');
    }
    expect(fs.existsSync(folder)).toBe(false);
  });
});

describe('what is well-typed and makes no sense', () => {
  const drop = (server: number) => ({ kind: 'drop', server }) as const;

  it.each<[string, ClusterPlan]>([
    ['no servers', { servers: [] }],
    ['a bad address', { servers: [{ name: 'a b', hostname: 'a', port: 1 }] }],
    ['a port that is none', { servers: [{ name: 'a', hostname: 'a', port: 65_536 }] }],
    ['a port of a fraction', { servers: [{ name: 'a', hostname: 'a', port: 1.5 }] }],
    ['an unknown flavour', { flavour: 'vanilla' as 'classic' }],
    ['a flavour that every object has', { flavour: 'constructor' as 'classic' }],
    ['an M of NaN', { ...OFFICERS, mValues: { miscCo: Number.NaN } }],
    ['an M of 1.5', { ...OFFICERS, mValues: { userManagement: 1.5 } }],
    ['a clock that stands at NaN', { clock: { kind: 'standing', at: Number.NaN } }],
    ['a clock that stands before 1970', { clock: { kind: 'standing', at: -1 } }],
    ['a clock half a millisecond ahead', { clock: { kind: 'running', offset: 0.5 } }],
    ['a fault on a server that is not there', { faults: [drop(2)] }],
    ['a fault on server -1', { faults: [drop(-1)] }],
    ['an endless delay', { faults: [{ kind: 'slow', server: 0, ms: Number.POSITIVE_INFINITY }] }],
  ])('is refused where a cluster is made: %s', (_, plan) => {
    expect(failureOf(() => createCluster(folder, plan)).kind).toBe('usage');
    expect(fs.existsSync(folder)).toBe(false);
    expect(failureOf(() => createMemoryCluster(plan)).kind).toBe('usage');
  });

  it.each<[string, Partial<ClusterSettings>]>([
    ['a clock that stands at NaN', { clock: { kind: 'standing', at: Number.NaN } }],
    ['a clock put forward by NaN', { clock: { kind: 'running', offset: Number.NaN } }],
    ['a clock at half a millisecond', { clock: { kind: 'standing', at: 0.5 } }],
    ['a fault on a server that is not there', { faults: [drop(2)] }],
    [
      'a fault after half a request',
      { faults: [{ ...parseFault('error=RET_FAULT', 2), after: 0.5 } as Fault] },
    ],
    [
      'a fault NaN times',
      { faults: [{ ...parseFault('error=RET_FAULT', 2), times: Number.NaN } as Fault] },
    ],
  ])('is refused where settings are changed: %s', (_, change) => {
    for (const cluster of [createCluster(folder), createMemoryCluster()]) {
      const before = cluster.readSettings();
      const failure = failureOf(() =>
        cluster.changeSettings((settings) => ({ ...settings, ...change })),
      );
      expect(failure.kind).toBe('usage');
      expect(cluster.readSettings()).toEqual(before);
    }
    expect(openCluster(folder).readSettings()).toEqual({
      clock: REAL_CLOCK,
      faults: [],
      checksKeyAvailability: true,
    });
  });

  it('is refused by the HSM, which can be read again afterwards', async () => {
    const cluster = createCluster(folder, OFFICERS);
    const session = await logIn(cluster);
    const login = { op: 'login', type: 'CO', name: 'officer1', password: 'password' } as const;
    const requests: HsmRequest[] = [
      { op: 'getMValue', service: Number.NaN },
      { op: 'setMValue', session, service: 3, m: Number.NaN },
      { op: 'setMValue', session, service: 0.5, m: 2 },
      { op: 'getToken', session, service: Number.POSITIVE_INFINITY, name: 'officer1' },
      { op: 'exportUser', session, id: Number.NaN },
      { ...login, name: '\ud800' },
      { op: 'rollBack', session, operation: '\u0000\u2028' },
    ];
    for (const request of requests) {
      const reply = await cluster.hsms[0]?.execute(request);
      expect(reply).toMatchObject({ ok: false, reason: { code: expect.any(String) } });
      const reason = reply?.ok === false ? reply.reason : undefined;
      expect(openCluster(folder).hsms[0]?.inspect().state.refusals.at(-1)?.reason).toEqual(reason);
    }
  });

  it.each([0.5, -1, 1e300])('leaves a cluster whole where its clock says %d', async (now) => {
    const cluster = createCluster(folder, OFFICERS, { now: () => now });
    const session = await logIn(cluster);
    expect(await createBob(cluster, session)).toMatchObject({ ok: true });
    expect(await createBob(cluster, session)).toMatchObject({ ok: false });
    expect(openCluster(folder).hsms[0]?.inspect().state.log).toHaveLength(7);
  });

  it('is refused where the clock says what is no time', async () => {
    let time = 0;
    const cluster = createCluster(folder, OFFICERS, { now: () => time });
    time = Number.NaN;
    await expect(logIn(cluster)).rejects.toMatchObject({ code: 'clock-time', kind: 'usage' });
    expect(openCluster(folder).hsms[0]?.inspect().number).toBe(1);
  });
});

describe('opening what is no cluster', () => {
  it('says that the folder is missing', () => {
    expect(failureOf(() => openCluster(folder)).message).toContain('does not exist');
  });

  it('says of what flavour none is known', () => {
    createCluster(folder);
    const file = path.join(folder, 'cluster.json');
    const identity = { ...openCluster(folder).identity, flavour: 'vanilla' as 'classic' };
    fs.writeFileSync(file, encodeIdentity(identity));
    expect(failureOf(() => openCluster(folder))).toMatchObject({
      kind: 'state',
      message: expect.stringMatching(
        /^damaged state: .*cluster\.json: flavour: expected .*classic/,
      ),
    });
  });

  it('says that it is no cluster', () => {
    expect(failureOf(() => openCluster(root)).message).toContain('is no cluster');
  });

  it('says where it is damaged, for every byte of cluster.json', () => {
    createCluster(folder);
    const file = path.join(folder, 'cluster.json');
    const bytes = fs.readFileSync(file);
    for (let at = 0; at < bytes.length; at += howMany(7, 1)) {
      const copy = Buffer.from(bytes);
      copy.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      fs.writeFileSync(file, copy);
      expect(failureOf(() => openCluster(folder)).kind).toBe('state');
    }
  });

  it('says where an HSM is damaged, for each byte of its document and each truncation', () => {
    createCluster(folder, OFFICERS);
    const file = path.join(folder, 'server-1', '000000000001.json');
    const bytes = fs.readFileSync(file);
    const [, hsm] = openCluster(folder).hsms;
    for (let at = 0; at < bytes.length; at += 1) {
      const copy = Buffer.from(bytes);
      copy.writeUInt8(bytes.readUInt8(at) ^ (1 << (at % 8)), at);
      fs.writeFileSync(file, copy);
      expect(failureOf(() => hsm?.inspect()).message).toContain('server-1');
      fs.writeFileSync(file, bytes.subarray(0, at));
      expect(failureOf(() => hsm?.inspect()).message).toMatch(/^damaged state: .*server-1/);
    }
  });

  it('finds what is no file in the place of one, without a hang', () => {
    for (const make of [
      (file: string) => spawnSync('mkfifo', [file]),
      (file: string) => fs.mkdirSync(file),
      (file: string) => fs.symlinkSync('/dev/stdin', file),
    ]) {
      const place = fs.mkdtempSync(path.join(root, 'no-file-'));
      make(path.join(place, 'cluster.json'));
      expect(failureOf(() => openCluster(place)).message).toMatch(/^damaged state/);
    }
    fs.writeFileSync(path.join(root, 'file'), '');
    expect(failureOf(() => openCluster(path.join(root, 'file'))).message).toContain('no folder');
  });

  it('finds a folder of another cluster under this one', async () => {
    createCluster(folder, OFFICERS);
    createCluster(path.join(root, 'other'), OFFICERS);
    fs.rmSync(path.join(folder, 'server-0'), { recursive: true });
    fs.renameSync(path.join(root, 'other', 'server-0'), path.join(folder, 'server-0'));
    await expect(
      openCluster(folder).servers[0]?.execute({ op: 'listUsers' }),
    ).rejects.toMatchObject({ code: 'state-damaged', values: { damage: { problem: 'subject' } } });
  });
});

describe('the clock of a cluster', () => {
  it('stands, and is moved by the operator under an open console', async () => {
    const cluster = createCluster(folder, {
      ...OFFICERS,
      mValues: { userManagement: 2 },
      clock: { kind: 'standing', at: 1_700_000_000_000 },
    });
    const session = await logIn(cluster);
    await cluster.servers[0]?.execute({ op: 'getToken', session, service: 3, name: 'officer1' });
    openCluster(folder).changeSettings((settings) => ({
      ...settings,
      clock: { kind: 'standing', at: 1_700_000_094_000 },
    }));
    expect(await cluster.servers[0]?.execute({ op: 'listTokens', session })).toMatchObject({
      tokens: [{ validity: 506 }],
    });
  });
});

describe('the seed of a cluster', () => {
  /** A token's record, each request by a process of its own. */
  async function recordOf(place: string, seed: string, server: number): Promise<string> {
    const plan = { ...OFFICERS, mValues: { userManagement: 2 }, seed };
    createCluster(place, { ...plan, clock: { kind: 'standing', at: 1_700_000_000_000 } });
    const session = await logIn(openCluster(place), server);
    const reply = await openCluster(place).hsms[server]?.execute({
      op: 'getToken',
      session,
      service: 3,
      name: 'officer1',
    });
    if (!reply?.ok) throw new Error('no token');
    return Buffer.from(reply.record).toString('hex');
  }

  it('makes records repeatable across processes, and different by server and seed', async () => {
    const records = [
      await recordOf(path.join(root, 'a'), '7', 0),
      await recordOf(path.join(root, 'b'), '7', 0),
      await recordOf(path.join(root, 'c'), '7', 1),
      await recordOf(path.join(root, 'd'), '8', 0),
    ];
    expect(records[1]).toBe(records[0]);
    expect(new Set(records).size).toBe(3);
  });
});

describe('faults', () => {
  function withFaults(...texts: string[]): Cluster {
    const faults = texts.map((text) => parseFault(text, 2));
    return createCluster(folder, { ...OFFICERS, faults });
  }

  it('fail one command on one server, after some and for some times, across processes', async () => {
    const cluster = withFaults('server=1 command=createUser after=1 times=1 error=RET_MAX_USERS');
    const session = await logIn(cluster, 1);
    const replies = [];
    const noted = [];
    for (const name of ['bob', 'eve', 'eve']) {
      const reply = await openCluster(folder).hsms[1]?.execute({
        op: 'createUser',
        session,
        type: 'CU',
        name,
        password: 'password',
      });
      replies.push(reply?.ok === false ? reply.error : 'done');
      noted.push(cluster.hsms[1]?.inspect().state.refusals.at(-1)?.error);
    }
    expect(replies).toEqual(['done', 'RET_MAX_USERS', 'done']);
    // What goes through at last is explained all the same.
    expect(noted).toEqual([undefined, 'RET_MAX_USERS', 'RET_MAX_USERS']);
    expect(await createBob(cluster, await logIn(cluster))).toMatchObject({ ok: true });
  });

  it('drop a server', async () => {
    const cluster = withFaults('drop server=1');
    expect(await cluster.servers[0]?.connect()).toBe(true);
    expect(await cluster.servers[1]?.connect()).toBe(false);
    expect(await cluster.servers[1]?.execute({ op: 'listUsers' })).toMatchObject({ ok: false });
  });

  it('slow a server down', async () => {
    withFaults('slow server=0 ms=500');
    const slept: number[] = [];
    const cluster = openCluster(folder, {
      sleep: (milliseconds) => Promise.resolve(void slept.push(milliseconds)),
    });
    for (const server of cluster.servers) await server.execute({ op: 'listUsers' });
    expect(slept).toEqual([500]);
  });
});

describe('the audit log', () => {
  it('is whole and unbroken, though the document holds its end alone', async () => {
    const cluster = createCluster(folder, OFFICERS);
    for (let i = 0; i < 150; i += 1) {
      await cluster.hsms[0]?.execute({ op: 'setMValue', session: `0x${i}`, service: 3, m: 2 });
    }
    const hsm = openCluster(folder).hsms[0];
    const state = hsm?.inspect().state;
    expect(state?.log.length).toBeLessThanOrEqual(64);
    const log = hsm?.inspectWhole().log ?? [];
    expect(log.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 154 }, (_, i) => i + 1),
    );
    expect(findBrokenLink(log, state?.hsm.audit)).toBeUndefined();
  });

  it('says which part of it is missing', async () => {
    const cluster = createCluster(folder, OFFICERS);
    for (let i = 0; i < 70; i += 1) {
      await cluster.hsms[0]?.execute({ op: 'logout', session: `0x${i}` });
    }
    const archive = path.join(folder, 'server-0', 'log');
    for (const name of fs.readdirSync(archive)) fs.unlinkSync(path.join(archive, name));
    expect(failureOf(() => cluster.hsms[0]?.inspectWhole()).message).toContain(
      'a part of the audit log is missing',
    );
  });

  it('is missed on its own server alone', async () => {
    createCluster(folder, OFFICERS);
    fs.rmSync(path.join(folder, 'server-1', 'log'), { recursive: true });
    const cluster = openCluster(folder);
    const session = await logIn(cluster);
    expect(await createBob(cluster, session)).toMatchObject({ ok: true });
    expect(cluster.hsms[0]?.inspectWhole().log.length).toBeGreaterThan(0);
    expect(failureOf(() => cluster.hsms[1]?.inspect()).message).toContain(
      'server-1/log: the folder of the older part of the audit log is missing',
    );
  });
});

describe('an open cluster', () => {
  it('is closed by await using', async () => {
    const cluster = createMemoryCluster();
    await expect(cluster[Symbol.asyncDispose]()).resolves.toBeUndefined();
  });
});

describe('a cluster in memory', () => {
  it('behaves as one in a folder', async () => {
    const cluster = createMemoryCluster(OFFICERS);
    const session = await logIn(cluster);
    expect(await createBob(cluster, session)).toMatchObject({ ok: true });
    expect(await createBob(cluster, session)).toMatchObject({ error: 'RET_USER_ALREADY_EXISTS' });
    for (let i = 0; i < 70; i += 1) {
      await cluster.hsms[0]?.execute({ op: 'logout', session: `0x${i}` });
    }
    const log = cluster.hsms[0]?.inspectWhole().log ?? [];
    expect(log).toHaveLength(77);
    expect(findBrokenLink(log, cluster.hsms[0]?.inspect().state.hsm.audit)).toBeUndefined();
  });
});
