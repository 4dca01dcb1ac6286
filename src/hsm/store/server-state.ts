import * as v from 'valibot';
import { ERROR_NAMES } from '../cluster/faults.ts';
import { describeIssue } from '../cluster/valibot-issue.ts';
import type { AuditEvent } from '../machine/audit.ts';
import { type HsmState, validateState } from '../machine/state.ts';
import type { HsmErrorName, HsmRequest } from '../protocol.ts';
import type { DocumentKind } from './document.ts';

/**
 * What the emulator keeps for one server: what the HSM knows, and what the emulator notes beside it.
 * One document, so that a change and its audit record are there together or not at all.
 */
export interface ServerState {
  readonly hsm: HsmState;
  /** The newest audit records, oldest first; those before them are in the log folder. */
  readonly log: readonly AuditEvent[];
  /** What `mofn hsm explain` tells; null where nothing was refused yet. */
  readonly lastRefusal: Refusal | null;
}

/** A request that was refused. */
export interface Refusal {
  readonly op: HsmRequest['op'];
  readonly error: HsmErrorName;
  /** Which check failed and why; the device does not say it. */
  readonly reason: string;
  /** When, by the machine's own clock: milliseconds since 1970-01-01 UTC. */
  readonly at: number;
}

const named = { name: v.string(), type: v.string() };
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

// The document's SHA-256 and the chain of hashes tell damage; the shape is for what reads it.
const auditEvent = v.looseObject({
  sequence: count,
  time: count,
  op: v.string(),
  session: v.nullable(v.string()),
  actor: v.optional(v.looseObject(named)),
  user: v.optional(v.looseObject(named)),
  response: v.string(),
  previous: v.string(),
  hash: v.string(),
  tokens: v.optional(
    v.array(
      v.looseObject({
        id: count,
        service: count,
        user: v.string(),
        recordDigest: v.string(),
        approvers: v.array(
          v.looseObject({ name: v.string(), keyFingerprint: v.string(), signedDigest: v.string() }),
        ),
      }),
    ),
  ),
});

const WRAPPER_SCHEMA = v.strictObject({
  hsm: v.unknown(),
  log: v.unknown(),
  lastRefusal: v.nullable(
    v.strictObject({
      op: v.string(),
      error: v.picklist(ERROR_NAMES),
      reason: v.string(),
      at: count,
    }),
  ),
});

/**
 * Takes anything and gives it back as the state of a server, if it is one.
 *
 * @throws Error that says where it is wrong
 */
export function validateServerState(value: unknown): ServerState {
  const result = v.safeParse(WRAPPER_SCHEMA, value, { abortEarly: true });
  if (!result.success) throw new Error(describeIssue(result.issues[0]));
  const hsm = validateState(result.output.hsm);
  const log = validateLog(result.output.log);
  const last = log.at(-1);
  if (
    last !== undefined &&
    (last.hash !== hsm.audit.hash || last.sequence !== hsm.audit.sequence)
  ) {
    throw new Error('log: it does not end where the HSM says');
  }
  const { lastRefusal } = result.output;
  // Its `op` is one that the machine named; nothing depends on it but what is shown.
  return { hsm, log, lastRefusal: lastRefusal as Refusal | null };
}

/**
 * Takes parsed audit records, if they have the right shape.
 *
 * @throws Error that says where they are wrong
 */
export function validateLog(value: unknown): readonly AuditEvent[] {
  const result = v.safeParse(v.array(auditEvent), value, { abortEarly: true });
  if (!result.success) throw new Error(describeIssue(result.issues[0]));
  // Given back as it came, not as valibot copied it: hashes are over keys in their own order.
  return value as readonly AuditEvent[];
}

/**
 * The document in which a cluster keeps one server.
 *
 * @param cluster id of the cluster
 * @param server number of the server, from 0
 */
export function serverKind(cluster: string, server: number): DocumentKind<ServerState> {
  return {
    format: 'mofn-hsm',
    schemaVersion: 1,
    subject: `${cluster}/server-${server}`,
    validate: validateServerState,
  };
}
