import * as v from 'valibot';

import { REQUEST_OPS } from '../console-commands.ts';
import { checkShape } from '../machine/check-shape.ts';
import { bringUpToDate, FORMAT_VERSION } from '../migrations/bring-up-to-date.ts';
import { HSM_ERROR_NAMES } from '../refusals.ts';
import type { DocumentKind } from '../store/document.ts';
import { LONGEST_DELAY } from './faults.ts';
import type { ClusterSettings } from './settings.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const server = v.nullable(count);

const clock = v.variant('kind', [
  v.strictObject({ kind: v.literal('running'), offset: v.pipe(v.number(), v.safeInteger()) }),
  v.strictObject({ kind: v.literal('standing'), at: count }),
]);

const fault = v.variant('kind', [
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
  clock,
  faults: v.array(fault),
});

/** The document in which a cluster keeps its settings. */
export function settingsKind(cluster: string): DocumentKind<ClusterSettings> {
  return {
    format: 'mofn-settings',
    schemaVersion: FORMAT_VERSION,
    migrate: (state, version) => bringUpToDate('settings', state, version),
    subject: `${cluster}/settings`,
    validate: (value) => checkShape(SETTINGS_SCHEMA, value),
  };
}
