import * as v from 'valibot';

import { checkShape } from '../machine/check-shape.ts';
import { expected } from '../machine/expected.ts';
import { bringUpToDate, FORMAT_VERSION } from '../migrations/bring-up-to-date.ts';
import type { DocumentKind } from '../store/document.ts';
import { NOTES_SCHEMA } from './console-notes.ts';
import { OPERATOR_LOG_SCHEMA } from './operator-log.ts';
import type { ClusterRecord } from './settings.ts';
import { CLOCK_SCHEMA, FAULTS_SCHEMA } from './settings-schema.ts';

const place = v.pipe(v.string(), v.regex(/^(?:\.|load-[0-9a-f]{18})$/, expected('store-place')));

const RECORD_SCHEMA = v.strictObject({
  clock: CLOCK_SCHEMA,
  faults: FAULTS_SCHEMA,
  checksKeyAvailability: v.boolean(),
  stores: place,
  replaced: v.nullable(place),
  operator: OPERATOR_LOG_SCHEMA,
  unsent: NOTES_SCHEMA,
});

/** The document in which a cluster keeps what is beside its HSMs. */
export function clusterRecordKind(cluster: string): DocumentKind<ClusterRecord> {
  return {
    format: 'mofn-settings',
    schemaVersion: FORMAT_VERSION,
    migrate: (state, version) => bringUpToDate('settings', state, version),
    subject: `${cluster}/settings`,
    validate(value) {
      const record = checkShape(RECORD_SCHEMA, value);
      // Given back as it came, not as valibot copied it: hashes are over keys in their own order.
      return { ...record, operator: (value as ClusterRecord).operator };
    },
  };
}
