import type { ClusterClock } from './clock.ts';
import type { Fault } from './faults.ts';

/** What the operator may change while consoles run: the clock and the faults. */
export interface ClusterSettings {
  readonly clock: ClusterClock;
  readonly faults: readonly Fault[];
}
