/**
 * What is wrong with a text, as data. How a diagnostic is shown (line, column, caret, colour) is
 * decided at the edge, by the command line; nothing below it knows about terminals.
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
 * One finding.
 *
 * `code` is stable: scripts may rely on it. `message` is lower case, says what was found and what
 * was expected, and has no full stop. `hint`, if there, says what to do next. `fix`, if there, mends
 * the finding without guessing; its edits do not overlap.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly span: Span;
  readonly hint?: string;
  readonly fix?: readonly TextEdit[];
}
