/**
 * What people read of each diagnostic of a file of the newer command line. Pure: a web page shows the same
 * words as the command line.
 */
import type {
  Sdk5Diagnostic,
  Sdk5DiagnosticCode,
  Sdk5DiagnosticValues,
} from '../../failure-codes/sdk5-diagnostic.ts';
import type { WordsOf } from '../diagnostics/diagnostic-words.ts';
import type { DescribedDiagnostic } from '../diagnostics/index.ts';
import { APPROVAL_WORDS } from './approvals.ts';
import { FILE_WORDS } from './file.ts';
import { TOKEN_WORDS } from './token.ts';

/** Of each code: its words. */
export const SDK5_DIAGNOSTIC_WORDS: WordsOf<Sdk5DiagnosticValues> = {
  ...FILE_WORDS,
  ...TOKEN_WORDS,
  ...APPROVAL_WORDS,
};

/**
 * Puts a diagnostic into words.
 *
 * @example
 * describeSdk5Diagnostic({ code: 'token-digest', values: { path: 'token' } }).message;
 */
export function describeSdk5Diagnostic({
  code,
  values,
}: Pick<Sdk5Diagnostic, 'code' | 'values'>): DescribedDiagnostic {
  // The compiler does not see that the words found under a code are those for its values.
  const words = SDK5_DIAGNOSTIC_WORDS[code] as WordsOf<Sdk5DiagnosticValues>[Sdk5DiagnosticCode] & {
    readonly message: (values: unknown) => string;
    readonly hint: (values: unknown) => string;
  };
  return { message: words.message(values), hint: words.hint(values) };
}
