import type { ExaminedCluster } from '../../../../hsm/cluster/doctor/examined.ts';
import type { Finding } from '../../../../hsm/doctor-finding.ts';
import { LIMITS } from '../../../../hsm/machine/rules.ts';
import { RECORD_BYTES } from '../../../../token/record.ts';
import { describeFinding, FINDING_WORDS } from '../../../../words/doctor.ts';
import type { HintStep } from './hints/step.ts';

export interface HintedFinding {
  readonly finding: Finding;
  readonly hint: readonly HintStep[];
}

/**
 * What `mofn hsm doctor --json` answers: `{"schemaVersion":1,"cluster":text|null,"dump":text|null,
 * "errors":number,"advice":number,"findings":[{"code","severity":"error"|"advice","servers":[number],
 * "values","message","meaning","worst","hint":[{"what","where":"shell"|"console","commands":[text]}]}],
 * "tokenFile":{"records","bytes","maximumRecords"}|null}`. `tokenFile` is what getToken writes on all
 * servers; null where not all could be read.
 */
export function encodeDiagnosis(
  hinted: readonly HintedFinding[],
  { servers, unreadable }: ExaminedCluster,
  place: { readonly cluster?: string; readonly dump?: string },
): object {
  const errors = hinted.filter(({ finding }) => finding.severity === 'error').length;
  const records = servers.length;
  return {
    schemaVersion: 1,
    cluster: place.cluster ?? null,
    dump: place.dump ?? null,
    errors,
    advice: hinted.length - errors,
    findings: hinted.map(({ finding, hint }) => ({
      code: finding.code,
      severity: finding.severity,
      servers: finding.servers,
      values: encodeValues(finding),
      message: describeFinding(finding),
      meaning: FINDING_WORDS[finding.code].meaning,
      worst: FINDING_WORDS[finding.code].worst,
      hint,
    })),
    tokenFile:
      unreadable.length > 0
        ? null
        : { records, bytes: records * RECORD_BYTES, maximumRecords: LIMITS.records },
  };
}

/** A failure as its code and values. */
function encodeValues(finding: Finding): object {
  if (finding.code !== 'unreadable') return finding.values;
  const { code, values } = finding.values.failure;
  return { failure: { code, values } };
}
