import * as v from 'valibot';

import { Failure } from '../../failure.ts';
import { type AuditEvent, FIRST_OPS } from '../audit-record.ts';
import { CLIENT_NAMES, type ClientName } from '../clients.ts';
import { REQUEST_OPS } from '../console-commands.ts';
import { KEY_ATTRIBUTE_NAMES } from '../keys.ts';
import { checkShape } from '../machine/check-shape.ts';
import { expected } from '../machine/expected.ts';
import { LAST_TIME, LIMITS } from '../machine/rules.ts';
import type { HsmState } from '../machine/state.ts';
import { validateState } from '../machine/validate-state.ts';
import { bringUpToDate, FORMAT_VERSION } from '../migrations/bring-up-to-date.ts';
import type { HsmRequest } from '../protocol.ts';
import { HSM_ERROR_NAMES, type HsmErrorName, type RecordedReason } from '../refusals.ts';
import type { DocumentKind } from './document.ts';
import { LONGEST_RECORDED, RECORDED_REASON_SCHEMA } from './reason-schema.ts';

/**
 * What the emulator keeps for one server: what the HSM knows, and what the emulator notes beside it.
 * One document, so that a change and its audit record are there together or not at all.
 */
export interface ServerState {
  readonly hsm: HsmState;
  /** The newest audit records, oldest first; those before them are in the log folder. */
  readonly log: readonly AuditEvent[];
  /** What an operator is told who asks why: the latest refusals, oldest first. */
  readonly refusals: readonly Refusal[];
}

/** How many refusals a server keeps. */
export const REFUSALS_KEPT = 20;

/** A request that was refused. */
export interface Refusal {
  readonly op: HsmRequest['op'];
  readonly client: ClientName;
  readonly error: HsmErrorName;
  /** Which check failed and why; the device does not say it. */
  readonly reason: RecordedReason;
  /** When, by the machine's own clock: milliseconds since 1970-01-01 UTC. */
  readonly at: number;
  /** When such a request went through next, by the same clock; null where none has. */
  readonly succeeded: number | null;
}

const text = v.pipe(v.string(), v.maxLength(LONGEST_RECORDED));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(LIMITS.counter));
const time = v.pipe(count, v.maxValue(LAST_TIME));
const op = v.picklist(REQUEST_OPS);
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, expected('hex', { digits: 64 })));
const named = v.strictObject({ name: text, type: text });

const token = v.strictObject({
  id: count,
  service: count,
  user: text,
  recordDigest: digest,
  approvers: v.pipe(
    v.array(v.strictObject({ name: text, keyFingerprint: digest, signedDigest: digest })),
    v.maxLength(LIMITS.approvals),
  ),
});

const auditEvent = v.strictObject({
  sequence: count,
  time,
  op: v.picklist([...REQUEST_OPS, ...FIRST_OPS]),
  session: v.nullable(text),
  actor: v.optional(named),
  user: v.optional(named),
  response: v.picklist(['SUCCESS', ...HSM_ERROR_NAMES]),
  reason: v.optional(RECORDED_REASON_SCHEMA),
  service: v.optional(v.number()),
  m: v.optional(v.number()),
  keyFingerprint: v.optional(digest),
  keys: v.optional(v.strictObject({ secret: count, public: count, wrapping: v.optional(count) })),
  attribute: v.optional(v.picklist(KEY_ATTRIBUTE_NAMES)),
  tokens: v.optional(v.pipe(v.array(token), v.maxLength(LIMITS.tokens))),
  previous: digest,
  hash: digest,
});

const WRAPPER_SCHEMA = v.strictObject({
  hsm: v.unknown(),
  log: v.unknown(),
  refusals: v.pipe(
    v.array(
      v.strictObject({
        op,
        client: v.picklist(CLIENT_NAMES),
        error: v.picklist(HSM_ERROR_NAMES),
        reason: RECORDED_REASON_SCHEMA,
        at: time,
        succeeded: v.nullable(time),
      }),
    ),
    v.maxLength(REFUSALS_KEPT),
  ),
});

/**
 * Takes anything and gives it back as the state of a server, if it is one.
 *
 * @throws Failure `state-malformed` that says where it is wrong
 */
export function validateServerState(value: unknown): ServerState {
  const { refusals, ...parts } = checkShape(WRAPPER_SCHEMA, value);
  const hsm = validateState(parts.hsm);
  const log = validateLog(parts.log);
  const last = log.at(-1);
  if (
    last !== undefined &&
    (last.hash !== hsm.audit.hash || last.sequence !== hsm.audit.sequence)
  ) {
    throw new Failure('state-malformed', { problem: 'log-end' });
  }
  return { hsm, log, refusals };
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
