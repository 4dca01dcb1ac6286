import * as v from 'valibot';
import type { HsmRequest } from '../protocol.ts';
import type { DocumentKind } from '../store/document.ts';
import { ERROR_NAMES } from './faults.ts';
import type { ClusterSettings } from './settings.ts';
import { describeIssue } from './valibot-issue.ts';

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
    command: v.nullable(v.custom<HsmRequest['op']>((op) => typeof op === 'string')),
    after: count,
    times: v.nullable(count),
    error: v.picklist(ERROR_NAMES),
  }),
  v.strictObject({ kind: v.literal('drop'), server }),
  v.strictObject({ kind: v.literal('slow'), server, ms: count }),
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
    schemaVersion: 1,
    subject: `${cluster}/settings`,
    validate(value) {
      const result = v.safeParse(SETTINGS_SCHEMA, value, { abortEarly: true });
      if (result.success) return result.output;
      throw new Error(describeIssue(result.issues[0]));
    },
  };
}
