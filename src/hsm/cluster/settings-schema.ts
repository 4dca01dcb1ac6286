import * as v from 'valibot';

import { REQUEST_OPS } from '../console-commands.ts';
import { HSM_ERROR_NAMES } from '../refusals.ts';
import type { ClusterClock } from './clock.ts';
import { type Fault, LONGEST_DELAY } from './faults.ts';
import type { ClusterSettings } from './settings.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const server = v.nullable(count);

/** Shape of a clock. */
export const CLOCK_SCHEMA: v.GenericSchema<unknown, ClusterClock> = v.variant('kind', [
  v.strictObject({ kind: v.literal('running'), offset: v.pipe(v.number(), v.safeInteger()) }),
  v.strictObject({ kind: v.literal('standing'), at: count }),
]);

/** Shape of a fault. */
export const FAULT_SCHEMA: v.GenericSchema<unknown, Fault> = v.variant('kind', [
  v.strictObject({
    kind: v.literal('error'),
    server,
    command: v.nullable(v.picklist(REQUEST_OPS)),
    after: count,
    times: v.nullable(count),
    error: v.picklist(HSM_ERROR_NAMES),
  }),
  v.strictObject({ kind: v.literal('drop'), server }),
  v.strictObject({ kind: v.literal('slow'), server, ms: v.pipe(count, v.maxValue(LONGEST_DELAY)) }),
]);

/** Shape of the settings. */
export const SETTINGS_SCHEMA: v.GenericSchema<unknown, ClusterSettings> = v.strictObject({
  clock: CLOCK_SCHEMA,
  faults: v.array(FAULT_SCHEMA),
});
