import { sign } from 'node:crypto';

import type { Cluster } from '../../src/hsm/cluster/cluster.ts';
import type { NewKey } from '../../src/hsm/key-protocol.ts';
import type { HsmRequest } from '../../src/hsm/protocol.ts';
import { approve } from './approve.ts';
import { askAll, logInAll, type Officer } from './quorum-cluster.ts';
import type { Scenario } from './scenarios.ts';

/**
 * Commands about keys. Those that make keys are not among them, as nobody makes the same key twice: what they
 * change is what insertMaskedKey changes.
 */

const CU1 = { type: 'CU', name: 'cu1' } as const;
const CU2 = { type: 'CU', name: 'cu2' } as const;
const PASSWORD = 'password';
const KEY: NewKey = { label: 'key', sharedWith: ['cu2'] };
export const QUORUM: NewKey = { ...KEY, quorum: { manage: 2, use: 2 } };

export interface WithUsers {
  /** Of cu1, one of each server. */
  readonly sessions: readonly string[];
  readonly handle: number;
}

/** Two crypto users with registered keys; the first has a key on all servers, and is logged in. */
export async function withKey(
  cluster: Cluster,
  officers: readonly Officer[],
  key: NewKey = KEY,
): Promise<WithUsers> {
  const admin = await logInAll(cluster, 'officer1', 'sdk5');
  for (const user of [CU1, CU2]) {
    await askAll(
      cluster,
      (server) => ({
        ...{ op: 'createUser', session: admin[server] ?? '', password: PASSWORD },
        ...user,
      }),
      'sdk5',
    );
  }
  const second = await logInCryptoUser(cluster, CU2);
  const sessions = await logInCryptoUser(cluster, CU1);
  // Officers of no cluster lend the keys.
  for (const [user, own, at] of [
    [CU1, sessions, 3],
    [CU2, second, 4],
  ] as const) {
    const { privateKey, publicKey } = officers[at] as Officer;
    const token = Buffer.from(user.name);
    const signature = sign('sha256', token, privateKey);
    await askAll(
      cluster,
      (server) => ({
        ...{ op: 'registerKey', session: own[server] ?? '', publicKey, token, signature },
        ...user,
      }),
      'sdk5',
    );
  }
  return { sessions, handle: await makeKey(cluster, sessions, key) };
}

async function logInCryptoUser(
  cluster: Cluster,
  user: typeof CU1 | typeof CU2,
): Promise<readonly string[]> {
  const login = { op: 'login', password: PASSWORD, ...user } as const;
  return (await askAll(cluster, () => login, 'sdk5')).map(({ session }) => session);
}

/** Made on the first HSM, and copied to the others. */
async function makeKey(
  cluster: Cluster,
  sessions: readonly string[],
  key: NewKey,
): Promise<number> {
  const { handle } = await must(cluster, 0, {
    ...{
      op: 'generateKeyPair',
      session: sessions[0] ?? '',
      pair: { type: 'ec', curve: 'secp256r1' },
    },
    publicKey: { label: 'public' },
    privateKey: { flags: { sign: true }, ...key },
  }).then(({ privateHandle }) => ({ handle: privateHandle }));
  const sealed = await seal(cluster, sessions, handle);
  for (const server of cluster.hsms.keys()) {
    if (server > 0) await must(cluster, server, insert(sessions, server, sealed));
  }
  return handle;
}

async function seal(
  cluster: Cluster,
  sessions: readonly string[],
  handle: number,
): Promise<string> {
  const session = sessions[0] ?? '';
  return (await must(cluster, 0, { op: 'extractMaskedKey', session, handle })).sealed;
}

function insert(sessions: readonly string[], server: number, sealed: string) {
  return { op: 'insertMaskedKey', session: sessions[server] ?? '', sealed } as const;
}

async function must<R extends HsmRequest>(cluster: Cluster, server: number, request: R) {
  const reply = await cluster.hsms[server]?.execute(request, { client: 'sdk5' });
  if (!reply?.ok) throw new Error(`${request.op}: ${reply?.reason.code}`);
  return reply as Extract<typeof reply, { ok: true }>;
}

/** A token for the key on each server, with the approvals of both. */
export async function approveKey(
  cluster: Cluster,
  officers: readonly Officer[],
  { sessions, handle }: WithUsers,
  service: 5 | 6,
) {
  const replies = await askAll(
    cluster,
    (server) => ({
      ...{ op: 'getToken', session: sessions[server] ?? '', name: 'cu1', service, key: handle },
    }),
    'sdk5',
  );
  const multiToken = Buffer.concat(replies.map(({ record }) => record));
  const approvers = [CU1, CU2].map(({ name }, at) => ({ ...(officers[at + 3] as Officer), name }));
  const approvals = approve(approvers, multiToken).map((one) => ({ ...one, type: 1 }));
  return { multiToken, approvals };
}

const shared = { m: 1, client: 'sdk5' } as const;

export const KEY_SCENARIOS: readonly Scenario[] = [
  {
    name: 'deleteKey',
    ...shared,
    async prepare(cluster, officers) {
      const { sessions, handle } = await withKey(cluster, officers);
      return (server) => ({ op: 'deleteKey', session: sessions[server] ?? '', handle });
    },
  },
  {
    name: 'insertMaskedKey',
    ...shared,
    async prepare(cluster, officers) {
      const { sessions, handle } = await withKey(cluster, officers);
      const sealed = await seal(cluster, sessions, handle);
      await askAll(
        cluster,
        (server) => ({ op: 'deleteKey', session: sessions[server] ?? '', handle }),
        'sdk5',
      );
      return (server) => insert(sessions, server, sealed);
    },
  },
  {
    name: 'importKey',
    ...shared,
    async prepare(cluster, officers) {
      const { sessions } = await withKey(cluster, officers);
      const { publicKey } = officers[0] as Officer;
      return (server) => ({
        ...{ op: 'importKey', session: sessions[server] ?? '', type: 'rsa', publicKey },
        key: { label: 'imported' },
      });
    },
  },
  {
    name: 'setKeyAttribute with its approvals',
    ...shared,
    async prepare(cluster, officers) {
      const known = await withKey(cluster, officers, { ...QUORUM, quorum: { manage: 2, use: 0 } });
      const approval = await approveKey(cluster, officers, known, 6);
      return (server) => ({
        ...{ op: 'setKeyAttribute', session: known.sessions[server] ?? '', approval },
        ...{ handle: known.handle, attribute: 'label', value: 'another' },
      });
    },
  },
  {
    name: 'sign with its approvals',
    ...shared,
    async prepare(cluster, officers) {
      const known = await withKey(cluster, officers, QUORUM);
      const approval = await approveKey(cluster, officers, known, 5);
      const session = (server: number): string => known.sessions[server] ?? '';
      return (server) =>
        server > 0
          ? {
              ...{ op: 'spendKeyToken', session: session(server), approval },
              ...{ handle: known.handle, service: 'useKey' },
            }
          : {
              ...{ op: 'sign', session: session(server), handle: known.handle, approval },
              mechanism: { type: 'ecdsa', hash: 'sha256', isDigest: false },
              data: Buffer.from('data'),
            };
    },
  },
  {
    name: 'logoutHSM with a key of the session',
    ...shared,
    async prepare(cluster, officers) {
      const { sessions } = await withKey(cluster, officers, { ...KEY, isSession: true });
      return (server) => ({ op: 'logout', session: sessions[server] ?? '' });
    },
  },
];
