/** How what is said first of a file is told. */

/** `good`: nothing keeps it back. `open`: something is missing yet. `bad`: something is wrong. */
export type Tone = 'good' | 'open' | 'bad' | 'plain';

export interface Headline {
  readonly tone: Tone;
  readonly title: string;
  readonly details: readonly string[];
}
