/**
 * Flavours: the editions of the real HSM and its console, and what the HSM does differently from one to
 * the other. The one table of them; the words of each console are mgmt-util's.
 */

/** The rules that one HSM keeps; part of its state, so that they cannot change under a token. */
export interface HsmRules {
  /** The greatest M value: 20 in the classic edition, 8 in the one of 2023. */
  readonly maximumM: number;
  /** Whether a quorum token is gone when the log-in session that got it ends. */
  readonly tokensDieWithSession: boolean;
}

/** As in the AWS CloudHSM user guide from 2017 to 2022. */
export const CLASSIC_RULES: HsmRules = { maximumM: 20, tokensDieWithSession: false };

/** As in the AWS CloudHSM user guide of 2023. */
export const AWS_2023_RULES: HsmRules = { maximumM: 8, tokensDieWithSession: true };

/** An edition, by the name that a cluster is made with. */
export type FlavourName = 'classic' | 'aws-2023' | 'azure' | 'alibaba' | 'oci';

/** The rules of the HSM in each edition; other vendors document none of their own. */
export const FLAVOUR_RULES: Readonly<Record<FlavourName, HsmRules>> = {
  classic: CLASSIC_RULES,
  'aws-2023': AWS_2023_RULES,
  azure: CLASSIC_RULES,
  alibaba: CLASSIC_RULES,
  oci: CLASSIC_RULES,
};

export const FLAVOUR_NAMES: readonly FlavourName[] = Object.keys(FLAVOUR_RULES) as FlavourName[];

/** Whether a word names an edition. */
export function isFlavourName(word: string): word is FlavourName {
  return Object.hasOwn(FLAVOUR_RULES, word);
}
