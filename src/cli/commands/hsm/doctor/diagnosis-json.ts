import type { ExaminedCluster } from '../../../../hsm/cluster/doctor/examined.ts';
import type { Finding } from '../../../../hsm/doctor-finding.ts';
import { LIMITS } from '../../../../hsm/machine/rules.ts';
import { RECORD_BYTES } from '../../../../token/record.ts';
import { describeFinding, FINDING_WORDS } from '../../../../words/doctor.ts';
import type { HsmDoctorAnswer } from './answer.ts';
import type { HintStep } from './hints/step.ts';

export interface HintedFinding {
  readonly finding: Finding;
  readonly hint: readonly HintStep[];
}

/** What `mofn hsm doctor --json` answers. */
export function encodeDiagnosis(
  hinted: readonly HintedFinding[],
  { servers, unreadable }: ExaminedCluster,
  place: { readonly cluster?: string; readonly dump?: string },
): HsmDoctorAnswer {
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

/** A failure as its code and values; a time as ISO 8601 writes it. */
function encodeValues(finding: Finding): Readonly<Record<string, unknown>> {
  switch (finding.code) {
    case 'unreadable': {
      const { code, values } = finding.values.failure;
      return { failure: { code, values } };
    }
    case 'clock-standing':
      return { at: new Date(finding.values.at).toISOString() };
    default:
      return { ...finding.values };
  }
}
