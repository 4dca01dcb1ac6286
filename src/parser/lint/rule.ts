import type { Diagnostic, Severity } from '../../diagnostic.ts';
import type { Subject } from './subject.ts';

/** What a rule finds; its code is added by the caller. */
export type Finding = Omit<Diagnostic, 'code'>;

/** One thing that can be wrong with an approval file. docs/lint.md is made from the rules. */
export interface Rule {
  /** Stable: scripts and people's notes refer to it. */
  readonly code: string;
  /** The worst that it reports. */
  readonly severity: Severity;
  /** What it finds, in a few words. */
  readonly summary: string;
  /** Why that matters, and what to do; one paragraph of Markdown. */
  readonly why: string;
  /**
   * A stretch of the example in docs/lint.md, and the same stretch with the mistake in it. Left out
   * where the mistake is not in the text.
   */
  readonly example?: { readonly good: string; readonly bad: string };
  /** Whether some of its findings can be mended without guessing. */
  readonly fixable: boolean;
  /** Whether, if it finds something, nothing else is worth saying. */
  readonly alone?: true;
  check(subject: Subject): readonly Finding[];
}
