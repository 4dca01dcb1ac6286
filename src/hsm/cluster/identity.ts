import { randomBytes } from 'node:crypto';

import * as v from 'valibot';

import { FLAVOUR_NAMES, type FlavourName } from '../flavours.ts';
import { checkShape } from '../machine/check-shape.ts';
import { LIMITS } from '../machine/rules.ts';
import { bringUpToDate, FORMAT_VERSION } from '../migrations/bring-up-to-date.ts';
import { type DocumentKind, decodeDocument, encodeDocument } from '../store/document.ts';
import { LONGEST_SEED } from './seeded-random.ts';
import type { ServerAddress } from './server-address.ts';
import { serverAddressSchema } from './server-address-schema.ts';

/**
 * What makes a folder a cluster, and never changes: the content of its cluster.json.
 */
export interface ClusterIdentity {
  /** Told by every document of the cluster, so that those of two clusters cannot be mixed. */
  readonly id: string;
  /** The edition of the console. */
  readonly flavour: FlavourName;
  /** Makes nonces and salts repeatable; null where they are to be random. */
  readonly seed: string | null;
  readonly servers: readonly ServerAddress[];
}

const IDENTITY_SCHEMA: v.GenericSchema<unknown, ClusterIdentity> = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  flavour: v.picklist(FLAVOUR_NAMES),
  seed: v.nullable(v.pipe(v.string(), v.maxLength(LONGEST_SEED))),
  servers: v.pipe(v.array(serverAddressSchema), v.minLength(1), v.maxLength(LIMITS.hsms)),
});

const IDENTITY_KIND: DocumentKind<ClusterIdentity> = {
  format: 'mofn-cluster',
  schemaVersion: FORMAT_VERSION,
  migrate: (state, version) => bringUpToDate('identity', state, version),
  subject: 'cluster',
  validate: (value) => checkShape(IDENTITY_SCHEMA, value),
};

/** An id for a new cluster. Never seeded: it tells one cluster from another, however equal they are. */
export function newClusterId(): string {
  return randomBytes(8).toString('hex');
}

/** The bytes of a cluster.json. */
export function encodeIdentity(identity: ClusterIdentity): Uint8Array {
  return encodeDocument(IDENTITY_KIND, { generation: 1, operations: [], state: identity });
}

/**
 * Reads a cluster.json.
 *
 * @throws Failure `state-damaged`, or `state-version`
 */
export function decodeIdentity(bytes: Uint8Array, path: string): ClusterIdentity {
  return decodeDocument(IDENTITY_KIND, bytes, path, 1).state;
}
