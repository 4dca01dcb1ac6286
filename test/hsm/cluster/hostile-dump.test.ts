import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createMemoryCluster } from '../../../src/hsm/cluster/cluster.ts';
import { type ClusterDump, type DumpedServer, dumpCluster } from '../../../src/hsm/cluster/dump.ts';
import type { User } from '../../../src/hsm/machine/state.ts';
import { hostileKeys, key, modulusOf } from '../../support/hostile-keys.ts';
import { takeKey } from '../../support/keys.ts';
import { runCommand } from '../../support/run-command.ts';

/** A dump that was changed by somebody, where it does not show in its shape, or fails only later. */
const MAXIMUM = Number.MAX_SAFE_INTEGER;

let root: string;
let dump: ClusterDump;

beforeAll(async () => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'mofn-hostile-dump-'));
  const cluster = createMemoryCluster({
    adminPassword: 'password',
    users: ['hostile', 'officer2'].map((name) => ({
      type: 'CO',
      name,
      password: 'password',
      publicKey: takeKey(name).spki,
    })),
  });
  for (const hsm of cluster.hsms) {
    const login = { op: 'login', type: 'CO', password: 'password' } as const;
    for (const name of ['hostile', 'officer2', 'nobody']) {
      await hsm.execute({ ...login, name });
    }
  }
  dump = JSON.parse(JSON.stringify(dumpCluster(cluster)));
  await runCommand(['hsm', 'init', path.join(root, 'there')]);
});
afterAll(() => fs.rmSync(root, { recursive: true }));

type Change = (server: DumpedServer) => unknown;

const withUser =
  (change: (user: User) => Partial<User>): Change =>
  ({ hsm, ...rest }) => ({
    ...rest,
    hsm: {
      ...hsm,
      users: hsm.users.map((user) =>
        user.name === 'officer2' ? { ...user, ...change(user) } : user,
      ),
    },
  });

const withKey = (spki: Uint8Array): Change =>
  withUser(() => ({ quorumKey: { id: 4, spki: Buffer.from(spki).toString('base64') } }));

const spkiOf = ({ spki }: { readonly spki: Uint8Array }) => Buffer.from(spki).toString('base64');

const withHsm =
  (change: (hsm: DumpedServer['hsm']) => object): Change =>
  ({ hsm, ...rest }) => ({ ...rest, hsm: { ...hsm, ...change(hsm) } });

const CHANGES: readonly [string, Change, RegExp][] = [
  [
    'a log whose beginning was cut off',
    (server) => ({ ...server, log: server.log.slice(1) }),
    /log: its chain of hashes breaks at record 1/,
  ],
  [
    'a log without a record in its middle',
    ({ log, ...rest }) => ({ ...rest, log: [log[0], log[2]] }),
    /breaks at record 2/,
  ],
  [
    'a record that was edited',
    ({ log, ...rest }) => ({
      ...rest,
      log: log.map((event, index) => (index === 1 ? { ...event, time: 0 } : event)),
    }),
    /breaks at record 2/,
  ],
  ['no log, with a head', (server) => ({ ...server, log: [] }), /breaks at record 0|does not end/],
  ...hostileKeys().map(({ what, spki, reason }): [string, Change, RegExp] => [
    `a quorum key of ${what}`,
    withKey(spki),
    new RegExp(`${reason.source}|at most 512 bytes`),
  ]),
  [
    'a second factor that is no key',
    withUser(() => ({ secondFactor: { id: 1, spki: Buffer.from('no key').toString('base64') } })),
    /the second factor of officer2: it is no/,
  ],
  [
    'the key of another as a second factor, with another exponent',
    withUser(() => ({ secondFactor: { id: 1, spki: spkiOf(key('', modulusOf(2048), 3n, /x/)) } })),
    /quorum key officer2 is there twice/,
  ],
  [
    'one key as two',
    withUser(({ quorumKey }) => ({ secondFactor: quorumKey && { ...quorumKey, id: 1 } })),
    /quorum key .* is there twice/,
  ],
  [
    'another type of HSM than the other server',
    withHsm(() => ({ type: 'hsm2m' })),
    /hsm\.type: expected hsm1/,
  ],
  [
    'an M value that HSMs of its type have not',
    withHsm((hsm) => ({ mValues: { ...hsm.mValues, clusterManagement: 2 } })),
    /mValues\.clusterManagement/,
  ],
  [
    'the key of another with another exponent',
    withKey(key('', modulusOf(2048), 3n, /x/).spki),
    /quorum key officer2 is there twice/,
  ],
  ...(['user', 'key', 'session', 'token', 'operation'] as const).map(
    (name): [string, Change, RegExp] => [
      `a next ${name} that nobody counted up to`,
      withHsm((hsm) => ({ next: { ...hsm.next, [name]: MAXIMUM } })),
      new RegExp(`next\\.${name}: expected`),
    ],
  ),
  ['the node of another server', withHsm((hsm) => ({ node: hsm.node + 1 })), /hsm\.node: expected/],
];

const withMtls =
  (mtls: object) =>
  ({ servers, ...whole }: ClusterDump): unknown => ({
    ...whole,
    type: 'hsm2m',
    servers: servers.map(({ hsm, ...rest }) => ({ ...rest, hsm: { ...hsm, type: 'hsm2m', mtls } })),
  });

async function load(changed: unknown, folder: string) {
  const text = JSON.stringify(changed);
  return runCommand(['hsm', 'load', '-', '--hsm', path.join(root, folder), '--force'], {
    stdin: text,
  });
}

/** All files of a folder, with what is in them. */
function contentOf(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => `${file} ${fs.readFileSync(file, 'latin1')}`);
}

describe('a dump with', () => {
  it.each(CHANGES)('%s is refused before anything is put in place', async (_, change, reason) => {
    const changed = {
      ...dump,
      servers: dump.servers.map((server, at) => (at === 1 ? change(server) : server)),
    };
    const before = contentOf(path.join(root, 'there'));
    for (const folder of ['new', 'there']) {
      const { code, stderr } = await load(changed, folder);
      expect(code, stderr).toBe(3);
      expect(stderr).toMatch(reason);
      expect(stderr).toContain('servers.1');
      expect(stderr).toContain('hint: ');
    }
    expect(fs.existsSync(path.join(root, 'new'))).toBe(false);
    expect(contentOf(path.join(root, 'there'))).toEqual(before);
  });

  it.each<[string, (whole: ClusterDump) => unknown, RegExp]>([
    [
      'servers with different secrets',
      ({ servers, ...rest }) => ({
        ...rest,
        servers: servers.map((server, at) => ({
          ...server,
          hsm: { ...server.hsm, clusterKey: Buffer.alloc(32, at).toString('base64') },
        })),
      }),
      /clusterKey: expected that of the other servers/,
    ],
    [
      'HSMs of another type than it says itself',
      (whole) => ({ ...whole, type: 'hsm2m' }),
      /servers\.0\.hsm\.type: expected hsm2m, as the dump says/,
    ],
    [
      'a trust anchor that is no certificate',
      withMtls({ anchors: [{ reference: 2, certificate: 'AAAA' }], enforcement: 'none' }),
      /trust anchor 2 is no certificate of a CA/,
    ],
    [
      'certificates that are asked for and lead nowhere',
      withMtls({ anchors: [], enforcement: 'cluster' }),
      /there is no trust anchor/,
    ],
    [
      'one host twice',
      ({ servers, ...rest }) => ({
        ...rest,
        servers: servers.map((server) => ({ ...server, address: servers[0]?.address })),
      }),
      /servers\.1\.address\.hostname/,
    ],
    [
      'a fault of a server that it has not',
      (whole) => ({
        ...whole,
        settings: { ...whole.settings, faults: [{ kind: 'drop', server: 2 }] },
      }),
      /settings\.faults\.0\.server: expected 0 to 1/,
    ],
  ])('%s is refused', async (_, change, reason) => {
    const { code, stderr } = await load(change(dump), 'new');
    expect([code, stderr]).toEqual([3, expect.stringMatching(reason)]);
  });

  it('nothing changed is taken', async () => {
    const { code, stderr } = await load(dump, 'whole');
    expect([code, stderr]).toEqual([0, '']);
    expect(
      (await runCommand(['hsm', 'log', 'verify', '--hsm', path.join(root, 'whole')])).code,
    ).toBe(0);
  });
});
