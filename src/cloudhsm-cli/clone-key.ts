/**
 * New keys: one HSM makes them, and each other gets them from there, sealed, under the same handles.
 */
import type { KeyHandle } from '../hsm/key-protocol.ts';
import type { ClusterServer, HsmRequest } from '../hsm/protocol.ts';
import type { Shell } from './command.ts';
import { ask, askOne, failedOn, type Success } from './fan-out.ts';

/** A request by which one HSM has new keys. */
type Making = Extract<HsmRequest, { readonly op: 'generateKey' | 'generateKeyPair' | 'importKey' }>;

/** New keys, and the HSM that they are from. */
export interface MadeKeys<R extends Making> {
  readonly origin: ClusterServer;
  readonly reply: Success<R>;
}

/**
 * Lets one HSM make keys: the first that can be reached.
 *
 * @throws CommandError where it refuses
 */
export async function makeKeys<R extends Making>(
  shell: Shell,
  request: (server: ClusterServer) => R,
): Promise<MadeKeys<R>> {
  const origin = await firstReachable(shell.servers);
  return { origin, reply: await askOne(origin, request(origin), shell) };
}

/**
 * Puts keys of one HSM into each other. Where that fails for one, the others get them all the same, and the keys stay
 * where they are.
 *
 * @throws CommandError that tells on how many HSMs it failed
 */
export async function cloneKeys(
  shell: Shell,
  origin: ClusterServer,
  handles: readonly KeyHandle[],
): Promise<void> {
  const { servers, sessions } = shell;
  const others = servers.filter((server) => server !== origin);
  if (others.length === 0) return;
  const sealed: string[] = [];
  for (const handle of handles) {
    const session = sessions.idOn(origin);
    const reply = await ask(origin, { op: 'extractMaskedKey', session, handle }, shell, 1);
    if (!reply.ok) throw failedOn(others.length, shell);
    sealed.push(reply.sealed);
  }
  let failed = 0;
  for (const [index, server] of others.entries()) {
    if (!(await insertAll(server, sealed, shell, 1 + index - failed))) failed++;
  }
  if (failed > 0) throw failedOn(failed, shell);
}

/** @param done how many HSMs have them already @returns whether this one has them all now */
async function insertAll(
  server: ClusterServer,
  keys: readonly string[],
  shell: Shell,
  done: number,
): Promise<boolean> {
  const session = shell.sessions.idOn(server);
  for (const sealed of keys) {
    const reply = await ask(server, { op: 'insertMaskedKey', session, sealed }, shell, done);
    if (!reply.ok) return false;
  }
  return true;
}

/** Where none can be, it is the first, which will say so. */
async function firstReachable(servers: readonly ClusterServer[]): Promise<ClusterServer> {
  for (const server of servers) if (await server.connect()) return server;
  const [first] = servers;
  if (first === undefined) throw new TypeError('a cluster has HSMs');
  return first;
}
