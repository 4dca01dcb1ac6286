import * as v from 'valibot';

import { REQUEST_OPS } from '../console-commands.ts';
import { expected } from '../machine/expected.ts';
import { LAST_TIME, LIMITS } from '../machine/rules.ts';
import { HSM_ERROR_NAMES } from '../refusals.ts';
import type { ClusterClock } from './clock.ts';
import { type Fault, LONGEST_DELAY, MOST_FAULTS } from './faults.ts';
import type { ClusterSettings } from './settings.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(LIMITS.counter));
const server = v.nullable(v.pipe(count, v.maxValue(LIMITS.hsms - 1)));

/** Shape of a clock. */
export const CLOCK_SCHEMA: v.GenericSchema<unknown, ClusterClock> = v.variant('kind', [
  v.strictObject({
    kind: v.literal('running'),
    offset: v.pipe(v.number(), v.safeInteger(), v.minValue(-LAST_TIME), v.maxValue(LAST_TIME)),
  }),
  v.strictObject({ kind: v.literal('standing'), at: v.pipe(count, v.maxValue(LAST_TIME)) }),
]);

const fault: v.GenericSchema<unknown, Fault> = v.variant('kind', [
  v.strictObject({
    kind: v.literal('error'),
    server,
    command: v.nullable(v.picklist(REQUEST_OPS)),
    after: count,
    times: v.nullable(v.pipe(count, v.minValue(1))),
    error: v.picklist(HSM_ERROR_NAMES),
  }),
  v.strictObject({ kind: v.literal('drop'), server }),
  v.strictObject({ kind: v.literal('many-tokens'), server }),
  v.strictObject({ kind: v.literal('slow'), server, ms: v.pipe(count, v.maxValue(LONGEST_DELAY)) }),
]);

/** Shape of all faults of a cluster. */
export const FAULTS_SCHEMA: v.GenericSchema<unknown, readonly Fault[]> = v.pipe(
  v.array(fault),
  v.maxLength(MOST_FAULTS, expected('count-at-most', { maximum: MOST_FAULTS, of: 'faults' })),
);

/** Shape of the settings. */
export const SETTINGS_SCHEMA: v.GenericSchema<unknown, ClusterSettings> = v.strictObject({
  clock: CLOCK_SCHEMA,
  faults: FAULTS_SCHEMA,
  checksKeyAvailability: v.boolean(),
});
