import * as v from 'valibot';
import { expected } from '../machine/expected.ts';
import type { ServerAddress } from './server-address.ts';

// What a host name or address is made of (RFC 1123, RFC 4291): nothing that a terminal acts upon.
export const hostSchema: v.GenericSchema<string, string> = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_.:%-]{1,253}$/, expected('host')),
);
export const portSchema: v.GenericSchema<number, number> = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(65535),
);

/** Shape of one address. */
export const serverAddressSchema: v.GenericSchema<ServerAddress, ServerAddress> = v.strictObject({
  name: hostSchema,
  hostname: hostSchema,
  port: portSchema,
});
