import { randomBytes } from 'node:crypto';

import * as v from 'valibot';

import { FLAVOUR_NAMES, type FlavourName } from '../flavours.ts';
import { HSM_TYPES, type HsmType } from '../hsm-types.ts';
import { checkShape } from '../machine/check-shape.ts';
import { LIMITS } from '../machine/rules.ts';
import { bringUpToDate, FORMAT_VERSION } from '../migrations/bring-up-to-date.ts';
import type { Sdk5Edition } from '../sdk5-edition.ts';
import { type DocumentKind, decodeDocument, encodeDocument } from '../store/document.ts';
import { SDK5_EDITION_SCHEMA } from './sdk5-edition-schema.ts';
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
  readonly type: HsmType;
  /** The edition of the newer command line. */
  readonly sdk5: Sdk5Edition;
  /** Makes nonces and salts repeatable; null where they are to be random. */
  readonly seed: string | null;
  readonly servers: readonly ServerAddress[];
}

const IDENTITY_SCHEMA: v.GenericSchema<unknown, ClusterIdentity> = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  flavour: v.picklist(FLAVOUR_NAMES),
  type: v.picklist(HSM_TYPES),
  sdk5: SDK5_EDITION_SCHEMA,
  seed: v.nullable(v.pipe(v.string(), v.maxLength(LONGEST_SEED))),
  servers: v.pipe(v.array(serverAddressSchema), v.minLength(1), v.maxLength(LIMITS.hsms)),
});

/** All of it but what tells a cluster from another of its kind. */
export type ClusterKind = Omit<ClusterIdentity, 'id'>;

/** The kind of a cluster, and nothing else that stands beside it. */
export function kindOf({ flavour, type, sdk5, seed, servers }: ClusterKind): ClusterKind {
  return { flavour, type, sdk5, seed, servers };
}

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
