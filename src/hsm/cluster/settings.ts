import type { UnsentNote } from '../unsent.ts';
import type { ClusterClock } from './clock.ts';
import type { Fault } from './faults.ts';
import type { OperatorLog } from './operator-act.ts';

/** What the operator may change while consoles run: the clock, the faults, and what the client is told of them. */
export interface ClusterSettings {
  readonly clock: ClusterClock;
  readonly faults: readonly Fault[];
  /** Whether the newer command line uses no key that is on fewer than two HSMs. */
  readonly checksKeyAvailability: boolean;
}

/**
 * What a cluster keeps beside its HSMs, as one document: so an act of the operator and its record are there
 * together or not at all, and a dump is put in place in one step.
 */
export interface ClusterRecord extends ClusterSettings {
  /** Where the HSMs' stores are: {@link FIRST_PLACE}, or the folder that a load made for them. */
  readonly stores: string;
  /** Where those were that the newest load replaced; null before the first. */
  readonly replaced: string | null;
  readonly operator: OperatorLog;
  /** What consoles came to no HSM with: the latest, oldest first. */
  readonly unsent: readonly UnsentNote[];
}

/** The place of the HSMs' stores in a new cluster: its own folder. */
export const FIRST_PLACE = '.';
