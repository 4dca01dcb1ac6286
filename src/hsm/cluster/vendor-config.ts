import * as v from 'valibot';

import { CommandFailure } from '../../command-failure.ts';
import { parseStrictJson } from '../../strict-json.ts';
import { LIMITS } from '../machine/rules.ts';
import type { ServerAddress } from './server-address.ts';
import { describeIssue } from './valibot-issue.ts';

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

// What a host name or address is made of (RFC 1123, RFC 4291): nothing that a terminal acts upon.
const host = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_.:%-]{1,253}$/, 'expected a host name or an address'),
);
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535));

/** Shape of one address. */
export const serverAddressSchema: v.GenericSchema<ServerAddress, ServerAddress> = v.strictObject({
  name: host,
  hostname: host,
  port,
});

const CONFIG_SCHEMA = v.object({
  servers: v.pipe(
    v.array(
      v.object({
        name: v.optional(host),
        hostname: host,
        port: v.optional(port, CONSOLE_PORT),
        enable: v.optional(v.picklist(['yes', 'no']), 'yes'),
      }),
    ),
    v.minLength(1, 'expected at least one server'),
  ),
});

/**
 * Reads the servers of a configuration file, those that are enabled, in its order.
 *
 * @param path for messages
 * @throws Failure of kind `file` where it is no such file
 */
export function parseVendorConfig(text: string, path: string): readonly ServerAddress[] {
  let parsed: unknown;
  try {
    parsed = parseStrictJson(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandFailure(
      'file',
      `${path} is not JSON as it should be: ${reason}`,
      CONFIG_HINT,
      {
        cause: error,
      },
    );
  }
  const result = v.safeParse(CONFIG_SCHEMA, parsed, { abortEarly: true });
  if (!result.success) {
    throw new CommandFailure('file', `${path}: ${describeIssue(result.issues[0])}`, CONFIG_HINT);
  }
  const servers = result.output.servers
    .filter((server) => server.enable === 'yes')
    .map(({ name, hostname, port }) => ({ name: name ?? hostname, hostname, port }));
  checkServers(servers, path);
  return servers;
}

const CONFIG_HINT =
  'it should look as {"servers":[{"name":"10.0.2.14","hostname":"10.0.2.14","port":2225,"enable":"yes"}]}';

function checkServers(servers: readonly ServerAddress[], path: string): void {
  if (servers.length === 0)
    throw new CommandFailure('file', `${path} has no server that is enabled`);
  if (servers.length > LIMITS.hsms) {
    throw new CommandFailure(
      'file',
      `${path} has ${servers.length} servers, expected ${LIMITS.hsms} at most`,
    );
  }
  const repeated = servers[findRepeatedHost(servers)];
  if (repeated !== undefined) {
    throw new CommandFailure('file', `${path} has the host name ${repeated.hostname} twice`);
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
