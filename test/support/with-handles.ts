import type { ClusterConnection, HsmReply, HsmRequest } from '../../src/hsm/protocol.ts';

type Op = HsmRequest['op'];

/**
 * A cluster whose keys go by other handles: an HSM makes its own, and each page has those of its HSM.
 *
 * @param shown for each of the page's handles the real one
 */
export function withHandles(
  cluster: ClusterConnection,
  shown: ReadonlyMap<number, number>,
): ClusterConnection {
  if (shown.size === 0) return cluster;
  const pages = new Map([...shown].map(([page, real]) => [real, page]));
  const realOf = (handle: number): number => shown.get(handle) ?? handle;
  const pageOf = (handle: number): number => pages.get(handle) ?? handle;
  const servers = cluster.servers.map((server, at): (typeof cluster.servers)[number] => ({
    name: server.name,
    hostname: server.hostname,
    port: server.port,
    node: server.node,
    connect: (options) => cluster.servers[at]?.connect(options) ?? Promise.resolve(false),
    execute: async (request, options) => {
      const asked = changeHandles(request, realOf);
      const reply = await server.execute(asked, options);
      return changeReply(reply, pageOf) as typeof reply;
    },
  }));
  const { flavour, type, sdk5, id } = cluster;
  const checksKeyAvailability = (): boolean => cluster.checksKeyAvailability();
  return { servers, flavour, type, sdk5, id, checksKeyAvailability, close: () => cluster.close() };
}

function changeHandles<R extends HsmRequest>(request: R, change: (handle: number) => number): R {
  return {
    ...request,
    ...('handle' in request && { handle: change(request.handle) }),
    ...('handles' in request && { handles: request.handles.map(change) }),
    ...('key' in request && typeof request.key === 'number' && { key: change(request.key) }),
  };
}

function changeReply(reply: HsmReply<Op>, change: (handle: number) => number): HsmReply<Op> {
  if (!reply.ok || !('keys' in reply)) return reply;
  const keys = reply.keys.map((key) => ({ ...key, handle: change(key.handle) }));
  return { ...reply, keys } as HsmReply<Op>;
}
