import * as v from 'valibot';

import type { AuditHead } from '../audit-record.ts';
import { chainRecords, NO_RECORDS } from '../machine/audit.ts';
import { checkShape } from '../machine/check-shape.ts';
import { expected } from '../machine/expected.ts';
import { LAST_TIME, LIMITS } from '../machine/rules.ts';
import type { OperatorAct, OperatorEvent, OperatorLog } from './operator-act.ts';
import { type ClusterRecord, type ClusterSettings, FIRST_PLACE } from './settings.ts';
import { CLOCK_SCHEMA, FAULTS_SCHEMA } from './settings-schema.ts';

/** The log of a cluster to which its operator has done nothing. */
const NO_ACTS: OperatorLog = { head: NO_RECORDS, events: [] };

/** The record of a new cluster. */
export function beginRecord(settings: ClusterSettings): ClusterRecord {
  const { clock, faults, checksKeyAvailability } = settings;
  return {
    clock,
    faults,
    checksKeyAvailability,
    stores: FIRST_PLACE,
    replaced: null,
    operator: NO_ACTS,
    unsent: [],
  };
}

/** When, by whom and to what an act is done. */
export type ActCircumstances = Pick<OperatorEvent, 'time' | 'uid' | 'heads'>;

/** Puts acts at the end of a log. */
export function recordActs(
  log: OperatorLog,
  acts: readonly OperatorAct[],
  { time, uid, heads }: ActCircumstances,
): OperatorLog {
  const { head, events } = chainRecords(
    log.head,
    acts.map((act) => ({ time, uid, act, heads })),
  );
  return { head, events: [...log.events, ...events] };
}

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(LIMITS.counter));
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, expected('hex', { digits: 64 })));
const head: v.GenericSchema<unknown, AuditHead> = v.strictObject({ sequence: count, hash: digest });

const act = v.variant('kind', [
  v.strictObject({ kind: v.literal('clock'), clock: CLOCK_SCHEMA }),
  v.strictObject({ kind: v.literal('faults'), faults: FAULTS_SCHEMA }),
  v.strictObject({ kind: v.literal('key-availability'), isChecked: v.boolean() }),
  v.strictObject({ kind: v.literal('logout') }),
  v.strictObject({
    kind: v.literal('load'),
    digest: v.nullable(digest),
    heads: v.pipe(v.array(head), v.maxLength(LIMITS.hsms)),
  }),
]);

const EVENTS_SCHEMA = v.array(
  v.strictObject({
    sequence: count,
    time: v.pipe(count, v.maxValue(LAST_TIME)),
    uid: v.nullable(count),
    act,
    heads: v.pipe(v.array(v.nullable(head)), v.maxLength(LIMITS.hsms)),
    previous: digest,
    hash: digest,
  }),
);

/** See {@link OperatorLog}. */
export const OPERATOR_LOG_SCHEMA: v.GenericSchema<unknown, OperatorLog> = v.strictObject({
  head,
  events: EVENTS_SCHEMA,
});

/**
 * Takes parsed records of the operator's log, if they have the right shape.
 *
 * @throws Failure `state-malformed` that says where they are wrong
 */
export function validateActs(value: unknown): readonly OperatorEvent[] {
  checkShape(EVENTS_SCHEMA, value);
  // Given back as it came, not as valibot copied it: hashes are over keys in their own order.
  return value as readonly OperatorEvent[];
}
