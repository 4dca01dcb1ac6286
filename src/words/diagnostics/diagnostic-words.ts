import type { DiagnosticCode, DiagnosticValues } from '../../parser/diagnostic.ts';

/** What people read of some codes. */
export type DiagnosticWords<Codes extends DiagnosticCode = DiagnosticCode> = {
  readonly [Code in Codes]: {
    /** What the rule finds, in a few words; Markdown. */
    readonly summary: string;
    /** Why that matters, and what to do; one paragraph of Markdown. */
    readonly why: string;
    /**
     * Lower case, says what was found and what was expected, no full stop. Control characters of the file
     * are in it still.
     */
    readonly message: (values: DiagnosticValues[Code]) => string;
    /** What to do next. */
    readonly hint: (values: DiagnosticValues[Code]) => string;
  };
};
