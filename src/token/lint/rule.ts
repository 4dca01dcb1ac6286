import type { Severity, Span, TextEdit } from '../../diagnostic.ts';
import type {
  Sdk5Diagnostic,
  Sdk5DiagnosticCode,
  Sdk5DiagnosticValues,
} from '../../failure-codes/sdk5-diagnostic.ts';
import type { Subject } from './subject.ts';

/** What a rule finds; its code is added by the caller. */
export interface Finding<Code extends Sdk5DiagnosticCode> {
  readonly severity: Severity;
  readonly values: Sdk5DiagnosticValues[Code];
  readonly span: Span;
  readonly fix?: readonly TextEdit[];
  /** Whether the file cannot be taken for what it should be, so that nothing is done with it. */
  readonly stops?: true;
}

/**
 * One thing that can be wrong with a file of the newer command line. What people read of it is in
 * `src/words/sdk5-diagnostics`; docs/lint.md is made from both.
 */
export interface Rule<Code extends Sdk5DiagnosticCode> {
  readonly code: Code;
  /** The worst that it reports. */
  readonly severity: Severity;
  /** A stretch of the example in docs/lint.md, and the same stretch with the mistake in it. */
  readonly example?: { readonly good: string; readonly bad: string };
  /** Whether some of its findings can be fixed without guessing. */
  readonly fixable: boolean;
  check(subject: Subject): readonly Finding<Code>[];
}

/** A rule of any code. */
export type AnyRule = { readonly [Code in Sdk5DiagnosticCode]: Rule<Code> }[Sdk5DiagnosticCode];

/** A diagnostic, and whether nothing is to be done with the file. */
export type JudgedDiagnostic = Sdk5Diagnostic & { readonly stops: boolean };
