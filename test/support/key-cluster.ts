/** A cluster in a folder with keys in it, and live tokens for them, as whoever writes in its folder puts them there. */
import { generateKeyPairSync } from 'node:crypto';
import { type Cluster, createCluster } from '../../src/hsm/cluster/cluster.ts';
import { openStores, readIdentity } from '../../src/hsm/cluster/folder.ts';
import { KEY_FLAGS, type KeyFlags } from '../../src/hsm/keys.ts';
import type { KeyRecord } from '../../src/hsm/machine/keys/key-record.ts';
import { putKeys } from '../../src/hsm/machine/keys/key-table.ts';
import { StagedObjects } from '../../src/hsm/store/staged-objects.ts';
import { encodeTokens, type TokenRecord } from '../../src/token/record.ts';
import { takeKey } from './keys.ts';

export const CA_HANDLE = 0x680006;
export const AES_HANDLE = 0x680007;

/** Of the CA key, DER. */
export const CA_PUBLIC_KEY: Buffer = generateKeyPairSync('ec', {
  namedCurve: 'P-384',
}).publicKey.export({ format: 'der', type: 'spki' });

/**
 * Makes a cluster of two HSMs with the crypto users ca1 to ca4: ca1 owns an EC key `ca` that ca2 and ca3 share, with use
 * quorum 2 and manage quorum 3, and an AES key `wrapper` that nobody shares. ca3 has registered no key.
 */
export function createKeyCluster(folder: string): Cluster {
  const cluster = createCluster(folder, {
    adminPassword: 'password',
    users: ['ca1', 'ca2', 'ca3', 'ca4'].map((name) => ({
      type: 'CU',
      name,
      password: 'password',
      ...(name === 'ca3' ? {} : { publicKey: takeKey(name).spki }),
    })),
  });
  const { users } = cluster.hsms[0]?.inspect().state.hsm ?? { users: [] };
  const [ca1 = 0, ca2 = 0, ca3 = 0] = ['ca1', 'ca2', 'ca3'].map(
    (name) => users.find((user) => user.name === name)?.id ?? 0,
  );
  const flags = Object.fromEntries(
    KEY_FLAGS.map((flag) => [flag, flag === 'token' || flag === 'destroyable']),
  ) as KeyFlags;
  const ca: KeyRecord = {
    handle: CA_HANDLE,
    owner: ca1,
    sharedWith: [ca2, ca3],
    quorum: { use: 2, manage: 3 },
    class: 'private-key',
    type: 'ec',
    label: 'ca',
    id: '',
    flags,
    checkValue: '2a737d',
    bytes: 185,
    spki: CA_PUBLIC_KEY.toString('base64'),
    curve: 'secp384r1',
  };
  const aes: KeyRecord = {
    ...ca,
    handle: AES_HANDLE,
    sharedWith: [],
    flags: { ...flags, destroyable: false },
    quorum: { use: 0, manage: 1 },
    class: 'secret-key',
    type: 'aes',
    label: 'wrapper\u001b[31m',
    bytes: 32,
    spki: null,
    curve: null,
  };
  const materials = new Map([CA_HANDLE, AES_HANDLE].map((handle) => [handle, Buffer.alloc(32, 1)]));
  changeEach(folder, (state, objects) => ({
    ...state,
    keys: putKeys(state.keys, objects, [ca, aes], materials),
  }));
  return cluster;
}

/** Makes ca1's token for a key on each HSM, and logs ca1 in for it. @returns the records */
export async function makeKeyToken(
  cluster: Cluster,
  folder: string,
  { service, handle, created }: { service: number; handle: number; created: number },
): Promise<readonly TokenRecord[]> {
  const records: TokenRecord[] = [];
  const sessions: string[] = [];
  for (const hsm of cluster.hsms) {
    const login = { op: 'login', type: 'CU', name: 'ca1', password: 'password' } as const;
    const reply = await hsm.execute(login, { client: 'sdk5' });
    if (!reply.ok) throw new Error(reply.reason.code);
    sessions.push(reply.session);
  }
  changeEach(folder, (state, _, at) => {
    const { node, next, sessions: there, tokens } = state;
    const session = there.find(({ id }) => id === sessions[at]);
    const nonce = Buffer.alloc(16, 10 * service + at);
    const record = {
      id: next.token,
      service,
      node,
      keyHandle: handle,
      nonce,
      user: 'ca1',
      created,
    };
    records.push(record);
    const token = {
      record: Buffer.from(encodeTokens([record])).toString('base64'),
      user: session?.user ?? 0,
      session: session?.id ?? '',
      client: 'sdk5' as const,
      digests: [],
      approvals: [],
    };
    return { ...state, tokens: [...tokens, token], next: { ...next, token: next.token + 1 } };
  });
  return records;
}

type State = ReturnType<Cluster['hsms'][number]['inspect']>['state']['hsm'];

function changeEach(
  folder: string,
  change: (state: State, objects: StagedObjects, at: number) => State,
): void {
  const identity = readIdentity(folder);
  const stores = openStores(folder, identity);
  const place = stores.record.read().state.stores;
  for (const at of identity.servers.keys()) {
    const { store, objects } = stores.at(place, at);
    store.transact(({ number, state }) => {
      const staged = new StagedObjects(objects, number + 1);
      const hsm = change(state.hsm, staged, at);
      return { state: { ...state, hsm: staged.settle(state.hsm, hsm) }, result: undefined };
    });
  }
}
