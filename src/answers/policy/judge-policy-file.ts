import { lintPolicy } from '../../ceremony/policy/lint-policy.ts';
import type { PolicyReading } from '../../ceremony/policy/read-policy.ts';
import type { PolicyDiagnostic } from '../../failure-codes/policy-diagnostic.ts';
import { decodeLatin1 } from '../../latin1.ts';
import { describePolicyDiagnostic } from '../../words/policy-diagnostics/index.ts';
import { createReport, type FileReport, type MostTold } from '../lint/report.ts';

/** A policy that was read, sound or not. */
export interface PolicyToJudge extends PolicyReading {
  /** The path as it was given. */
  readonly file: string;
  readonly toml: Uint8Array;
}

/**
 * What is wrong with a policy, in words.
 *
 * @param mValues M by service, instead of the policy's own
 */
export function judgePolicyFile(
  { file, policy, diagnostics, toml }: PolicyToJudge,
  mValues: ReadonlyMap<number, number>,
  most: MostTold,
): FileReport {
  const found: readonly PolicyDiagnostic[] =
    policy === undefined ? diagnostics : lintPolicy(policy, { mValues });
  const source = hidePrivateKeys(decodeLatin1(toml));
  return createReport(
    { file, source, length: toml.length, diagnostics: found },
    describePolicyDiagnostic,
    most,
  );
}

/** Of a file with a private key nothing is shown; lines and columns stay what they are. */
function hidePrivateKeys(source: string): string {
  return source.includes('PRIVATE KEY') ? source.replace(/[^\n]/g, ' ') : source;
}
