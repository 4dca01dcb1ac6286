/**
 * What people read of each diagnostic of a policy. Pure: a web page shows the same words as the command line.
 */
import type {
  PolicyDiagnostic,
  PolicyDiagnosticCode,
  PolicyDiagnosticValues,
} from '../../failure-codes/policy-diagnostic.ts';
import type { WordsOf } from '../diagnostics/diagnostic-words.ts';
import type { DescribedDiagnostic } from '../diagnostics/index.ts';
import { FILE_WORDS } from './file.ts';
import { PEOPLE_WORDS } from './people.ts';
import { RULE_WORDS } from './rules.ts';

/** Of each code: its words. */
export const POLICY_DIAGNOSTIC_WORDS: WordsOf<PolicyDiagnosticValues> = {
  ...FILE_WORDS,
  ...PEOPLE_WORDS,
  ...RULE_WORDS,
};

/**
 * Puts a diagnostic into words; safe to show.
 *
 * @example
 * describePolicyDiagnostic({ code: 'missing-key', values: { path: 'rules' } }).message; // 'found no rules'
 */
export function describePolicyDiagnostic({
  code,
  values,
}: Pick<PolicyDiagnostic, 'code' | 'values'>): DescribedDiagnostic {
  // The compiler does not see that the words found under a code are those for its values.
  const words = POLICY_DIAGNOSTIC_WORDS[
    code
  ] as WordsOf<PolicyDiagnosticValues>[PolicyDiagnosticCode] & {
    readonly message: (values: unknown) => string;
    readonly hint: (values: unknown) => string;
  };
  return { message: words.message(values), hint: words.hint(values) };
}
