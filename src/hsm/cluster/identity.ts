import * as v from 'valibot';

import { AWS_2023_RULES, CLASSIC_RULES, type HsmRules, LIMITS } from '../machine/rules.ts';
import { type DocumentKind, decodeDocument, encodeDocument } from '../store/document.ts';
import type { ServerAddress } from './server-address.ts';
import { describeIssue } from './valibot-issue.ts';
import { serverAddressSchema } from './vendor-config.ts';

/**
 * What makes a folder a cluster, and never changes: the content of its cluster.json.
 */
export interface ClusterIdentity {
  /** Told by every document of the cluster, so that those of two clusters cannot be mixed. */
  readonly id: string;
  /** The edition of the console. */
  readonly flavour: string;
  /** Makes nonces and salts repeatable; null where they are to be random. */
  readonly seed: string | null;
  readonly servers: readonly ServerAddress[];
}

const IDENTITY_SCHEMA: v.GenericSchema<unknown, ClusterIdentity> = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  flavour: v.string(),
  seed: v.nullable(v.string()),
  servers: v.pipe(v.array(serverAddressSchema), v.minLength(1), v.maxLength(LIMITS.hsms)),
});

const IDENTITY_KIND: DocumentKind<ClusterIdentity> = {
  format: 'mofn-cluster',
  schemaVersion: 1,
  subject: 'cluster',
  validate(value) {
    const result = v.safeParse(IDENTITY_SCHEMA, value, { abortEarly: true });
    if (result.success) return result.output;
    throw new Error(describeIssue(result.issues[0]));
  },
};

/** The bytes of a cluster.json. */
export function encodeIdentity(identity: ClusterIdentity): Uint8Array {
  return encodeDocument(IDENTITY_KIND, { generation: 1, operations: [], state: identity });
}

/**
 * Reads a cluster.json.
 *
 * @throws Failure of kind `state` where it is damaged
 */
export function decodeIdentity(bytes: Uint8Array, path: string): ClusterIdentity {
  return decodeDocument(IDENTITY_KIND, bytes, path, 1).state;
}

/** What the HSMs of an edition do differently: those of 2023 lose tokens with their session. */
export function rulesOfFlavour(flavour: string): HsmRules {
  return flavour === 'aws-2023' ? AWS_2023_RULES : CLASSIC_RULES;
}
