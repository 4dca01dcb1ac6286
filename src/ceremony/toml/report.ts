import type { DiagnosticOf, Severity, Span } from '../../diagnostic.ts';
import type { TomlDiagnosticValues } from '../../failure-codes/toml-diagnostic.ts';

/** A value of a file, and where it stands. */
export interface Found<Value> {
  readonly value: Value;
  readonly path: string;
  readonly span: Span;
}

/** Takes what is found in a file of any kind. */
export interface TomlReport {
  add<Code extends keyof TomlDiagnosticValues>(
    code: Code,
    values: TomlDiagnosticValues[Code],
    span: Span,
  ): undefined;
}

/** What is found in a file while it is read; its kind of files has codes of its own besides those of TOML. */
export class Report<Values extends TomlDiagnosticValues> implements TomlReport {
  readonly #diagnostics: DiagnosticOf<Values>[] = [];
  readonly #severityOf: (code: keyof Values) => Severity;

  constructor(severityOf: (code: keyof Values) => Severity) {
    this.#severityOf = severityOf;
  }

  /** In the order of the file. */
  get diagnostics(): readonly DiagnosticOf<Values>[] {
    return [...this.#diagnostics].sort((a, b) => a.span.start - b.span.start);
  }

  add<Code extends keyof Values>(code: Code, values: Values[Code], span: Span): undefined {
    const severity = this.#severityOf(code);
    // The compiler does not see that the values are those of the code.
    this.#diagnostics.push({ code, values, span, severity } as DiagnosticOf<Values>);
  }
}
