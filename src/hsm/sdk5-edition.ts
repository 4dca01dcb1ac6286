/**
 * Editions of the newer command line: what its documents say in two ways, as a cluster keeps it. Codes only;
 * the texts stand in the console's own table.
 */

/** Everything in which its documents contradict each other: the first of each is the default. */
export const SDK5_CHOICES = {
  /** The year of the guide: commands that came and went, and what a token file says. */
  edition: ['2026', '2023'],
  /** The member that names the token file in the answer of `quorum token-sign generate`. */
  tokenPath: ['path', 'filepath'],
  /** How `quorum token-sign set-quorum-value` says that it succeeded. */
  valueSet: ['small', 'capitals'],
  /** How `quorum token-sign list` writes numbers. */
  numbers: ['plain', 'objects'],
  /**
   * Which quorum values of a new key are taken: both above 1 or neither, as measured with 5.18, or each from 0, as
   * the pages have it.
   */
  keyQuorum: ['both-above-1', 'from-0'],
} as const;

/** The choices that a cluster was made with. */
export type Sdk5Edition = {
  readonly [Name in keyof typeof SDK5_CHOICES]: (typeof SDK5_CHOICES)[Name][number];
};

/** As a cluster is that was made without a word of them. */
export const FIRST_SDK5_EDITION: Sdk5Edition = {
  edition: '2026',
  tokenPath: 'path',
  valueSet: 'small',
  numbers: 'plain',
  keyQuorum: 'both-above-1',
};
