import * as v from 'valibot';

import { checkShape } from '../machine/check-shape.ts';
import { bringUpToDate, FORMAT_VERSION } from '../migrations/bring-up-to-date.ts';
import type { DocumentKind } from '../store/document.ts';
import { NO_ACTS, OPERATOR_LOG_SCHEMA } from './operator-log.ts';
import { type ClusterRecord, FIRST_PLACE } from './settings.ts';
import { CLOCK_SCHEMA, FAULT_SCHEMA } from './settings-schema.ts';

const place = v.pipe(
  v.string(),
  v.regex(/^(?:\.|load-[0-9a-f]{18})$/, 'expected a place of stores'),
);

/** What version 1 has not is as in a cluster to which its operator has done nothing. */
const RECORD_SCHEMA = v.strictObject({
  clock: CLOCK_SCHEMA,
  faults: v.array(FAULT_SCHEMA),
  stores: v.optional(place, FIRST_PLACE),
  replaced: v.optional(v.nullable(place), null),
  operator: v.optional(OPERATOR_LOG_SCHEMA, NO_ACTS),
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
      return { ...record, operator: (value as Partial<ClusterRecord>).operator ?? NO_ACTS };
    },
  };
}
