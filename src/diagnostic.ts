/**
 * What is wrong with a text, as data: a code and its values. How a diagnostic is shown (words, line,
 * column, caret, colour) is decided at the edge; `src/words/diagnostics` has what people read.
 */

/** How bad it is. Only an `error` makes a command exit with 1. */
export type Severity = 'error' | 'warning' | 'info';

/** A half-open stretch `[start, end)` of a file, in bytes from its beginning. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One replacement of bytes; `text` is written as UTF-8. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

/**
 * One finding, of any of the codes of `Values`, told apart by it: `switch (diagnostic.code)` knows
 * `diagnostic.values`.
 *
 * `code` is stable: scripts may rely on it. `fix`, if there, corrects the finding without guessing; its
 * edits do not overlap.
 */
export type DiagnosticOf<Values> = {
  readonly [Code in keyof Values]: {
    readonly code: Code;
    readonly values: Values[Code];
    readonly severity: Severity;
    readonly span: Span;
    readonly fix?: readonly TextEdit[];
  };
}[keyof Values];
