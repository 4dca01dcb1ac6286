import type { Severity, Span, TextEdit } from '../../diagnostic.ts';
import type { DiagnosticCode, DiagnosticValues } from '../diagnostic.ts';
import type { Subject } from './subject.ts';

/** What a rule finds; its code is added by the caller. */
export interface Finding<Code extends DiagnosticCode> {
  readonly severity: Severity;
  readonly values: DiagnosticValues[Code];
  readonly span: Span;
  readonly fix?: readonly TextEdit[];
}

/**
 * One thing that can be wrong with an approval file. What people read of it is in
 * `src/words/diagnostics`; docs/lint.md is made from both.
 */
export interface Rule<Code extends DiagnosticCode> {
  readonly code: Code;
  /** The worst that it reports. */
  readonly severity: Severity;
  /**
   * A stretch of the example in docs/lint.md, and the same stretch with the mistake in it. Left out
   * where the mistake is not in the text.
   */
  readonly example?: { readonly good: string; readonly bad: string };
  /** Whether some of its findings can be fixed without guessing. */
  readonly fixable: boolean;
  /** Whether, if it finds something, nothing else is worth saying. */
  readonly exclusive?: true;
  check(subject: Subject): readonly Finding<Code>[];
}

/** A rule of any code. */
export type AnyRule = { readonly [Code in DiagnosticCode]: Rule<Code> }[DiagnosticCode];
