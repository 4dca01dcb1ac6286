import { parseStrictJson } from '../../strict-json.ts';
import type { ClusterIdentity } from './identity.ts';

/**
 * The configuration file of the newer command line, cloudhsm-cli.cfg: JSON that lists clusters with their
 * servers. The member `mofn`, which no tool of the vendor has, names the folder of an emulated cluster.
 */

/** The port on which the newer client finds its servers. */
const CLIENT_PORT = 2223;

/** Writes one for a cluster, in the vendor's shape. */
export function formatClientConfig(
  { type, servers }: Pick<ClusterIdentity, 'type' | 'servers'>,
  folder: string,
): string {
  const config = {
    clusters: [
      {
        type,
        cluster: {
          hsm_ca_file: '/opt/cloudhsm/etc/customerCA.crt',
          servers: servers.map(({ hostname }) => ({ hostname, port: CLIENT_PORT, enable: true })),
        },
      },
    ],
    logging: {
      log_type: 'file',
      log_file: '/opt/cloudhsm/run/cloudhsm-cli.log',
      log_level: 'info',
      log_interval: 'daily',
    },
    mofn: { folder },
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/**
 * The folder that such a file names.
 *
 * @returns nothing where it names none, as one of a real cluster, or is no such file
 */
export function findConfiguredFolder(text: string): string | undefined {
  let config: unknown;
  try {
    config = parseStrictJson(text);
  } catch {
    return undefined;
  }
  const folder = (config as { mofn?: { folder?: unknown } | null } | null)?.mofn?.folder;
  return typeof folder === 'string' && folder !== '' ? folder : undefined;
}
