import type { FlavourName } from '../flavours.ts';
import type { NewCluster } from '../machine/create-state.ts';
import type { ClusterClock } from './clock.ts';
import type { Fault } from './faults.ts';
import type { ServerAddress } from './server-address.ts';

/** What a new cluster is to be. Nothing given: two new HSMs, as a customer gets them. */
export interface ClusterPlan extends Pick<NewCluster, 'adminPassword' | 'users' | 'mValues'> {
  readonly servers?: readonly ServerAddress[];
  /** The edition of the console; the rules of the HSM go with it. `classic` where not given. */
  readonly flavour?: FlavourName;
  /** Makes nonces and salts the same in every run. */
  readonly seed?: string;
  readonly clock?: ClusterClock;
  readonly faults?: readonly Fault[];
}
