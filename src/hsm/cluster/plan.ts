import type { FlavourName } from '../flavours.ts';
import type { NewCluster } from '../machine/create-state.ts';
import type { Sdk5Edition } from '../sdk5-edition.ts';
import type { ClusterClock } from './clock.ts';
import type { Fault } from './faults.ts';
import type { ServerAddress } from './server-address.ts';

/** What a new cluster is to be. Nothing given: two new HSMs, as a customer gets them. */
export interface ClusterPlan
  extends Pick<NewCluster, 'adminPassword' | 'users' | 'mValues' | 'type'> {
  readonly servers?: readonly ServerAddress[];
  /** The edition of the console; the rules of the HSM go with it. `classic` where not given. */
  readonly flavour?: FlavourName;
  /** How the newer command line writes what its documents contradict each other in; usual where not given. */
  readonly sdk5?: Partial<Sdk5Edition>;
  /** Makes nonces and salts the same in every run. */
  readonly seed?: string;
  readonly clock?: ClusterClock;
  readonly faults?: readonly Fault[];
}
