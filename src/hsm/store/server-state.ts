import * as v from 'valibot';

import { Failure } from '../../failure.ts';
import type { AuditEvent } from '../audit-record.ts';
import { REQUEST_OPS } from '../console-commands.ts';
import { checkShape } from '../machine/check-shape.ts';
import type { HsmState } from '../machine/state.ts';
import { validateState } from '../machine/validate-state.ts';
import { bringUpToDate, FORMAT_VERSION } from '../migrations/bring-up-to-date.ts';
import type { HsmRequest } from '../protocol.ts';
import { HSM_ERROR_NAMES, type HsmErrorName, type RecordedReason } from '../refusals.ts';
import type { DocumentKind } from './document.ts';
import { RECORDED_REASON_SCHEMA } from './reason-schema.ts';

/**
 * What the emulator keeps for one server: what the HSM knows, and what the emulator notes beside it.
 * One document, so that a change and its audit record are there together or not at all.
 */
export interface ServerState {
  readonly hsm: HsmState;
  /** The newest audit records, oldest first; those before them are in the log folder. */
  readonly log: readonly AuditEvent[];
  /** What an operator is told who asks why; null where nothing was refused yet. */
  readonly lastRefusal: Refusal | null;
}

/** A request that was refused. */
export interface Refusal {
  readonly op: HsmRequest['op'];
  readonly error: HsmErrorName;
  /** Which check failed and why; the device does not say it. */
  readonly reason: RecordedReason;
  /** When, by the machine's own clock: milliseconds since 1970-01-01 UTC. */
  readonly at: number;
}

const named = { name: v.string(), type: v.string() };
const op = v.picklist(REQUEST_OPS);
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

// The document's SHA-256 and the chain of hashes tell damage; the shape is for what reads it.
const auditEvent = v.looseObject({
  sequence: count,
  time: count,
  op,
  session: v.nullable(v.string()),
  actor: v.optional(v.looseObject(named)),
  user: v.optional(v.looseObject(named)),
  response: v.picklist(['SUCCESS', ...HSM_ERROR_NAMES]),
  reason: v.optional(RECORDED_REASON_SCHEMA),
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
      op,
      error: v.picklist(HSM_ERROR_NAMES),
      reason: RECORDED_REASON_SCHEMA,
      at: count,
    }),
  ),
});

/**
 * Takes anything and gives it back as the state of a server, if it is one.
 *
 * @throws Failure `state-malformed` that says where it is wrong
 */
export function validateServerState(value: unknown): ServerState {
  const { lastRefusal, ...parts } = checkShape(WRAPPER_SCHEMA, value);
  const hsm = validateState(parts.hsm);
  const log = validateLog(parts.log);
  const last = log.at(-1);
  if (
    last !== undefined &&
    (last.hash !== hsm.audit.hash || last.sequence !== hsm.audit.sequence)
  ) {
    throw new Failure('state-malformed', { problem: 'log-end' });
  }
  return { hsm, log, lastRefusal };
}

/**
 * Takes parsed audit records, if they have the right shape.
 *
 * @throws Failure `state-malformed` that says where they are wrong
 */
export function validateLog(value: unknown): readonly AuditEvent[] {
  checkShape(v.array(auditEvent), value);
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
    schemaVersion: FORMAT_VERSION,
    migrate: (state, version) => bringUpToDate('server', state, version),
    subject: `${cluster}/server-${server}`,
    validate: validateServerState,
  };
}
