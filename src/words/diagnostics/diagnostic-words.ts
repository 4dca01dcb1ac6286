import type { DiagnosticCode, DiagnosticValues } from '../../parser/diagnostic.ts';

/** What people read of the codes of `Values`. */
export type WordsOf<Values> = {
  readonly [Code in keyof Values]: {
    /** What the rule finds, in a few words; Markdown. */
    readonly summary: string;
    /** Why that matters, and what to do; one paragraph of Markdown. */
    readonly why: string;
    /**
     * Lower case, says what was found and what was expected, no full stop. Control characters of the file
     * are in it still.
     */
    readonly message: (values: Values[Code]) => string;
    /** What to do next. */
    readonly hint: (values: Values[Code]) => string;
  };
};

/** What people read of some codes of the classic approval file. */
export type DiagnosticWords<Codes extends DiagnosticCode = DiagnosticCode> = WordsOf<
  Pick<DiagnosticValues, Codes>
>;
