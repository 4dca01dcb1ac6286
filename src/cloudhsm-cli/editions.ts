/**
 * What the documents of the newer command line say in two ways, as each choice of a cluster's edition has it
 * (AWS CloudHSM user guide: 2023 its state of April 2023, 2026 that of release 5.18).
 */
import type { Sdk5Edition } from '../hsm/sdk5-edition.ts';

/** An edition, as the commands use it. */
export interface EditionTexts {
  /** What `--version` says: the release that the guide describes. */
  readonly version: string;
  /** The member of an answer that names a token file: on the procedure pages, and on the reference page. */
  readonly tokenPath: 'path' | 'filepath';
  /** On the procedure pages, and on the reference page. */
  readonly valueSet: string;
  /** Numbers of tokens: plain on the reference page, objects on the procedure page. */
  readonly numberOf: (value: number) => unknown;
  /** Whether a token file names its service. */
  readonly namesService: boolean;
  /** Whether there are commands for how long tokens last. */
  readonly hasTimeouts: boolean;
  /** Whether there is a command that copies users from cluster to cluster. */
  readonly hasReplicate: boolean;
  /** Whether tokens are listed for those alone who are logged in. */
  readonly listsTokensToUsers: boolean;
  /** Whether there are commands for keys: the guide of 2023 has none. */
  readonly hasKeys: boolean;
  /** Whether quorum values of keys are given both and above 1, or not at all. */
  readonly wantsKeyQuorumAbove1: boolean;
  /** Of a token that is no live one: measured with 5.18, and as the guide of 2023 has it. */
  readonly spentToken: string;
}

const VALUE_SET = {
  small: 'Set quorum value successful',
  capitals: 'Set Quorum Value successful',
} as const;

const NUMBERS = {
  plain: (value: number): unknown => value,
  objects: (value: number): unknown => ({ value }),
} as const;

const YEARS = {
  '2026': {
    version: '5.18.0',
    namesService: true,
    hasTimeouts: false,
    hasReplicate: true,
    hasKeys: true,
    listsTokensToUsers: false,
    spentToken: 'Invalid username-signature pair for quorum authorization',
  },
  '2023': {
    version: '5.8.0',
    namesService: false,
    hasTimeouts: true,
    hasReplicate: false,
    hasKeys: false,
    listsTokensToUsers: true,
    spentToken: 'Quorum approval is required for this operation',
  },
} as const;

/**
 * The texts of an edition.
 *
 * @example
 * textsOf(FIRST_SDK5_EDITION).valueSet; // 'Set quorum value successful'
 */
export function textsOf(choices: Sdk5Edition): EditionTexts {
  const { edition, tokenPath, valueSet, numbers, keyQuorum } = choices;
  return {
    ...YEARS[edition],
    tokenPath,
    valueSet: VALUE_SET[valueSet],
    numberOf: NUMBERS[numbers],
    wantsKeyQuorumAbove1: keyQuorum === 'both-above-1',
  };
}
