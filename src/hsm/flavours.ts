/**
 * Flavours: the editions of the real HSM and its console, by name. What differs from one to the other stands
 * in the table of editions.ts.
 */

/** The rules that one HSM keeps; part of its state, so that they cannot change under a token. */
export interface HsmRules {
  /** The greatest M value. */
  readonly maximumM: number;
  /** Whether a quorum token is gone when the log-in session that got it ends. */
  readonly tokensDieWithSession: boolean;
  /** What a PRECO becomes by its first changePswd, which activates the cluster. */
  readonly typeOnceActivated: 'PCO' | 'CO';
  /**
   * Whether commands take appliance users (AU) as any others: to log in, to be made and deleted, to be given a
   * password by an officer.
   */
  readonly applianceUsers: boolean;
}

/**
 * The editions by the names that a cluster is made with. `classic` is AWS's from 2017 to 2022 as the quorum
 * chapter shows it, `aws-2018` and `aws-2022` are the pages of single commands of 2018 to 2019 and of 2022
 * to 2023, `aws-2023` is the tool of 2023 as pasted sessions show it.
 */
export const FLAVOUR_NAMES = [
  'classic',
  'aws-2018',
  'aws-2022',
  'aws-2023',
  'azure',
  'alibaba',
  'oci',
] as const;

/** An edition, by the name that a cluster is made with. */
export type FlavourName = (typeof FLAVOUR_NAMES)[number];

/** Whether a word names an edition. */
export function isFlavourName(word: string): word is FlavourName {
  return (FLAVOUR_NAMES as readonly string[]).includes(word);
}
