import type { Span } from '../../../diagnostic.ts';
import type {
  PolicyDiagnostic,
  PolicyDiagnosticCode,
  PolicyDiagnosticValues,
} from '../../../failure-codes/policy-diagnostic.ts';
import { severityOf } from './severities.ts';

/** A value of a policy, and where it stands. */
export interface Found<Value> {
  readonly value: Value;
  readonly path: string;
  readonly span: Span;
}

/** What is found in a policy while it is read. */
export class Report {
  readonly #diagnostics: PolicyDiagnostic[] = [];

  /** In the order of the file. */
  get diagnostics(): readonly PolicyDiagnostic[] {
    return [...this.#diagnostics].sort((a, b) => a.span.start - b.span.start);
  }

  add<Code extends PolicyDiagnosticCode>(
    code: Code,
    values: PolicyDiagnosticValues[Code],
    span: Span,
  ): undefined {
    const severity = severityOf(code);
    // The compiler does not see that the values are those of the code.
    this.#diagnostics.push({ code, values, span, severity } as PolicyDiagnostic);
  }
}
