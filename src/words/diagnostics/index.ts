/**
 * What people read of each diagnostic of an approval file. Pure: a web page shows the same words as the
 * command line.
 */
import type { Diagnostic, DiagnosticCode } from '../../parser/diagnostic.ts';
import type { DiagnosticWords } from './diagnostic-words.ts';
import { FIELD_WORDS } from './fields.ts';
import { FILE_WORDS } from './file.ts';
import { LINE_WORDS } from './lines.ts';
import { NAMED_FILE_WORDS } from './named-files.ts';
import { VALUE_WORDS } from './values.ts';

/** Of each code: its words. */
export const DIAGNOSTIC_WORDS: DiagnosticWords = {
  ...FILE_WORDS,
  ...LINE_WORDS,
  ...VALUE_WORDS,
  ...FIELD_WORDS,
  ...NAMED_FILE_WORDS,
};

/** All codes of diagnostics. */
export const DIAGNOSTIC_CODES: readonly DiagnosticCode[] = Object.keys(
  DIAGNOSTIC_WORDS,
) as DiagnosticCode[];

/** A diagnostic in words. Control characters of the file are in them still. */
export interface DescribedDiagnostic {
  readonly message: string;
  readonly hint: string;
}

/**
 * Puts a diagnostic into words.
 *
 * @example
 * describeDiagnostic({ code: 'no-approvals', values: {} }).message;
 */
export function describeDiagnostic({
  code,
  values,
}: Pick<Diagnostic, 'code' | 'values'>): DescribedDiagnostic {
  // The compiler does not see that the words found under a code are those for its values.
  const words = DIAGNOSTIC_WORDS[code] as DiagnosticWords[DiagnosticCode] & {
    readonly message: (values: unknown) => string;
    readonly hint: (values: unknown) => string;
  };
  return { message: words.message(values), hint: words.hint(values) };
}
