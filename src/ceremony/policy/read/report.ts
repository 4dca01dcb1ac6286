import type { PolicyDiagnosticValues } from '../../../failure-codes/policy-diagnostic.ts';
import { Report as AnyReport } from '../../toml/report.ts';
import { severityOf } from './severities.ts';

/** What is found in a policy while it is read. */
export type Report = AnyReport<PolicyDiagnosticValues>;

export function openReport(): Report {
  return new AnyReport<PolicyDiagnosticValues>(severityOf);
}
