import * as v from 'valibot';

import { Failure } from '../../failure.ts';
import { parseStrictJson } from '../../strict-json.ts';
import { checkShape } from '../machine/check-shape.ts';
import { expected } from '../machine/expected.ts';
import { LIMITS } from '../machine/rules.ts';
import type { ServerAddress } from './server-address.ts';
import { hostSchema, portSchema } from './server-address-schema.ts';

/**
 * The configuration file of the vendor's console, cloudhsm_mgmt_util.cfg: JSON that lists the
 * servers. Everything in it but the servers is another tool's affair and is passed over.
 */

/** The servers of a cluster for which none were named, as in the guide's sessions. */
export const FIRST_SERVERS: readonly ServerAddress[] = [
  { name: '10.0.2.14', hostname: '10.0.2.14', port: 2225 },
  { name: '10.0.1.4', hostname: '10.0.1.4', port: 2225 },
];

/** The port on which the vendor's console finds its servers. */
export const CONSOLE_PORT = 2225;

const CONFIG_SCHEMA = v.object({
  servers: v.pipe(
    v.array(
      v.object({
        name: v.optional(hostSchema),
        hostname: hostSchema,
        port: v.optional(portSchema, CONSOLE_PORT),
        enable: v.optional(v.picklist(['yes', 'no']), 'yes'),
      }),
    ),
    v.minLength(1, expected('count-at-least', { minimum: 1, of: 'servers' })),
  ),
});

/**
 * Reads the servers of a configuration file, those that are enabled, in its order.
 *
 * @param path for failures
 * @throws Failure of kind `file` where it is no such file
 */
export function parseVendorConfig(text: string, path: string): readonly ServerAddress[] {
  const config = checkShape(CONFIG_SCHEMA, parseJson(text, path), ({ place, detail }) => {
    return new Failure('config-malformed', { path, place, detail });
  });
  const servers = config.servers
    .filter((server) => server.enable === 'yes')
    .map(({ name, hostname, port }) => ({ name: name ?? hostname, hostname, port }));
  checkServers(servers, path);
  return servers;
}

function parseJson(text: string, path: string): unknown {
  try {
    return parseStrictJson(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new Failure('config-json', { path, detail }, { cause: error });
  }
}

function checkServers(servers: readonly ServerAddress[], path: string): void {
  if (servers.length === 0) throw new Failure('config-without-server', { path });
  if (servers.length > LIMITS.hsms) {
    throw new Failure('config-servers', { path, servers: servers.length, maximum: LIMITS.hsms });
  }
  const repeated = servers[findRepeatedHost(servers)];
  if (repeated !== undefined) {
    throw new Failure('config-host-twice', { path, hostname: repeated.hostname });
  }
}

/** The place of the first server whose host name stands before already; −1 where there is none. */
export function findRepeatedHost(servers: readonly ServerAddress[]): number {
  const hosts = servers.map((server) => server.hostname);
  return hosts.findIndex((hostname, index) => hosts.indexOf(hostname) !== index);
}

/** Writes a configuration file for these servers, in the vendor's shape. */
export function formatVendorConfig(servers: readonly ServerAddress[]): string {
  const config = {
    servers: servers.map((server) => ({
      ...server,
      certificate: '/opt/cloudhsm/etc/client.crt',
      pkey: '/opt/cloudhsm/etc/client.key',
      CAfile: '',
      CApath: '/opt/cloudhsm/etc/certs',
      ssl_ciphers: '',
      server_ssl: 'yes',
      enable: 'yes',
      e2e_encryption: { enable: 'yes', owner_cert_path: '/opt/cloudhsm/etc/customerCA.crt' },
    })),
    scard: { enable: 'no', port: 2225, ssl: 'no', ssl_ciphers: '' },
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
