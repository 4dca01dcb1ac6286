import type { NewKey } from '../../src/hsm/key-protocol.ts';
import type { ClusterConnection, ClusterServer } from '../../src/hsm/protocol.ts';

/** A key that a test wants, of a crypto user whose password is `password`. */
export interface WantedKey extends NewKey {
  readonly owner: string;
  /** Servers that have it; all where it is not said. */
  readonly on?: readonly number[];
}

/** Makes AES keys, each on the first HSM that has it, and copies them to the others. @returns their handles */
export async function makeKeys(
  cluster: ClusterConnection,
  wanted: readonly WantedKey[],
): Promise<readonly number[]> {
  const handles: number[] = [];
  for (const { owner, on, ...key } of wanted) {
    const servers = cluster.servers.filter((_, at) => on?.includes(at) ?? true);
    const [first, ...others] = await Promise.all(servers.map((server) => logIn(server, owner)));
    if (first === undefined) throw new Error('a key is on one HSM at least');
    const { server, session } = first;
    const made = await server.execute({ op: 'generateKey', session, type: 'aes', bytes: 32, key });
    if (!made.ok) throw new Error(JSON.stringify(made));
    const { handle } = made;
    const taken = await server.execute({ op: 'extractMaskedKey', session, handle });
    if (!taken.ok) throw new Error(JSON.stringify(taken));
    for (const other of others) {
      const { sealed } = taken;
      const put = await other.server.execute({
        op: 'insertMaskedKey',
        session: other.session,
        sealed,
      });
      if (!put.ok) throw new Error(JSON.stringify(put));
    }
    for (const one of [first, ...others]) {
      await one.server.execute({ op: 'logout', session: one.session });
    }
    handles.push(handle);
  }
  return handles;
}

async function logIn(
  server: ClusterServer,
  name: string,
): Promise<{ readonly server: ClusterServer; readonly session: string }> {
  const reply = await server.execute({ op: 'login', type: 'CU', name, password: 'password' });
  if (!reply.ok) throw new Error(JSON.stringify(reply));
  return { server, session: reply.session };
}
