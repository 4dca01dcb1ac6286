import type { ClusterConnection, HsmInfo } from '../../src/hsm/protocol.ts';

/**
 * A cluster whose HSMs say other things of themselves: serial numbers and names of partitions are a page's own.
 *
 * @param hardware of each HSM, in their order
 */
export function withHardware(
  cluster: ClusterConnection,
  hardware: readonly Partial<HsmInfo>[] | undefined,
): ClusterConnection {
  if (hardware === undefined) return cluster;
  const servers = cluster.servers.map((server, at): (typeof cluster.servers)[number] => ({
    name: server.name,
    hostname: server.hostname,
    port: server.port,
    node: server.node,
    connect: (options) => server.connect(options),
    execute: async (request, options) => {
      const reply = await server.execute(request, options);
      return 'info' in reply ? { ...reply, info: { ...reply.info, ...hardware[at] } } : reply;
    },
  }));
  const { flavour, type, sdk5, id } = cluster;
  return {
    servers,
    flavour,
    type,
    sdk5,
    id,
    checksKeyAvailability: () => cluster.checksKeyAvailability(),
    close: () => cluster.close(),
  };
}
