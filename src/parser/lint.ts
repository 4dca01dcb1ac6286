/**
 * Every way that is known in which an approval file is wrong, or is read by the device otherwise than
 * it is written. One rule, one file: lint/rules/.
 */

import { applyFixes } from '../byte-edits.ts';
import { decodeLatin1, encodeLatin1 } from '../latin1.ts';
import type { Diagnostic } from './diagnostic.ts';
import { LAST_RULE, RULES } from './lint/all-rules.ts';
import type { LintFiles } from './lint/opened-files.ts';
import type { AnyRule } from './lint/rule.ts';
import { createSubject, type Subject } from './lint/subject.ts';
import { parseSource } from './parse.ts';
import { encodeText } from './text.ts';

export type { LintFiles } from './lint/opened-files.ts';

export interface LintOptions {
  /** How to get at the files that the approval file names. Without it nothing is said about them. */
  readonly files?: LintFiles | undefined;
}

/**
 * Judges an approval file. Pure, but for the file access that it is handed.
 *
 * @param source the file's bytes, any bytes at all; or its text, which is taken as its UTF-8 bytes
 * @returns what is wrong, in the order of the file; an empty list where there is nothing to say. On
 *   every file that the device reads otherwise than it is written there is an error or a warning.
 * @example
 * lint('Number of Approvals\t=\t2;\n').map(({ code }) => code); // ['missing-field', …]
 */
export function lint(
  source: Uint8Array | string,
  options: LintOptions = {},
): readonly Diagnostic[] {
  const bytes = typeof source === 'string' ? encodeText(source) : source;
  const subject = createSubject(parseSource(decodeLatin1(bytes)), bytes, options.files);
  for (const rule of RULES) {
    const only = rule.exclusive === true ? runRule(rule, subject) : [];
    if (only.length > 0) return only;
  }
  const found = RULES.flatMap((rule) => runRule(rule, subject));
  const isSilent = found.every(({ severity }) => severity === 'info');
  return (isSilent ? [...found, ...runRule(LAST_RULE, subject)] : found).sort(
    (a, b) => a.span.start - b.span.start,
  );
}

function runRule({ code, check }: AnyRule, subject: Subject): readonly Diagnostic[] {
  // The compiler does not see that a rule finds what belongs to its own code.
  return check(subject).map((finding) => ({ code, ...finding }) as Diagnostic);
}

/** After so many passes nothing is left to fix, or fixes undo each other. */
const MOST_PASSES = 10;

/**
 * Fixes what can be fixed without guessing. Only the bytes that must change do.
 *
 * @param source the file's bytes, or its text, as for {@link lint}
 * @returns the fixed bytes, how many fixes went into them, and what is left to say about them
 * @example
 * const { bytes, applied } = lintAndFix(' Token File Path = ;\n');
 */
export function lintAndFix(
  source: Uint8Array | string,
  options: LintOptions = {},
): {
  readonly bytes: Uint8Array;
  readonly applied: number;
  readonly diagnostics: readonly Diagnostic[];
} {
  let bytes: Uint8Array = typeof source === 'string' ? encodeText(source) : source;
  let diagnostics = lint(bytes, options);
  let total = 0;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const { source: text, applied } = applyFixes(decodeLatin1(bytes), diagnostics);
    if (applied === 0) break;
    total += applied;
    bytes = encodeLatin1(text);
    diagnostics = lint(bytes, options);
  }
  return { bytes, applied: total, diagnostics };
}
