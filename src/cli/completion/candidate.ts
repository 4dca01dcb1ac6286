/** What a Tab may offer. */

/** One way in which the word at the cursor may go on. */
export interface Candidate {
  /** What comes to stand behind {@link Completion.head}. */
  readonly value: string;
  /** A few words about it, where the shell shows some. */
  readonly about?: string;
  /** `open`: something follows at once, as behind `env:`; `folder`: a path may go on behind a slash. */
  readonly end?: 'open' | 'folder';
}

/** All that is offered at one place. */
export interface Completion {
  /** The word's beginning, which stays as it is: up to a `=` or a slash. */
  readonly head: string;
  readonly candidates: readonly Candidate[];
  /** What the shell itself completes where none is offered. */
  readonly otherwise?: 'files' | 'commands';
}

/** Nothing is offered. */
export const NOTHING: Completion = { head: '', candidates: [] };
