import type { Severity } from '../../../diagnostic.ts';
import type { PolicyDiagnosticCode } from '../../../failure-codes/policy-diagnostic.ts';

/** What a policy can be used with; all else is an error. */
const MILDER: Readonly<Partial<Record<PolicyDiagnosticCode, Severity>>> = {
  'person-without-key': 'warning',
  'person-without-account': 'warning',
  'needs-requester': 'warning',
  'shadowed-rule': 'warning',
  'weaker-than-cluster': 'warning',
  'stronger-than-cluster': 'info',
};

/**
 * How bad a finding in a policy is.
 *
 * @example
 * severityOf('shadowed-rule'); // 'warning'
 */
export function severityOf(code: PolicyDiagnosticCode): Severity {
  return MILDER[code] ?? 'error';
}
