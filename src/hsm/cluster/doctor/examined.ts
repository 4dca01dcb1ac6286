import type { AnyFailure } from '../../../failure.ts';
import type { BrokenLink } from '../../broken-link.ts';
import type { FlavourName } from '../../flavours.ts';
import type { KeptKey } from '../../machine/keys/key-record.ts';
import type { HsmState } from '../../machine/state.ts';
import type { ProcessIdentity } from '../../protocol.ts';
import type { ClusterSettings } from '../settings.ts';
import type { OperatorVerdict } from '../verify-acts.ts';
import type { OfficerFacts } from './officers.ts';

/** A cluster as far as it could be read: what the rules judge. */
export interface ExaminedCluster {
  /** Missing where it could not be read. */
  readonly flavour: FlavourName | undefined;
  /** Those that could be read, in their order. */
  readonly servers: readonly ExaminedServer[];
  /** Missing where they could not be read. */
  readonly settings: ClusterSettings | undefined;
  /** Of the operator's log; missing of a dump, and where not all logs could be read. */
  readonly operator: OperatorVerdict | undefined;
  readonly unreadable: readonly Unreadable[];
  /** What the cluster's clock shows, in milliseconds since 1970-01-01 UTC. */
  readonly now: number;
  isAlive(process: ProcessIdentity): boolean;
}

export interface ExaminedServer {
  /** Counted from 0. */
  readonly index: number;
  readonly hsm: HsmState;
  /** Where the chain of its audit log breaks; null where it holds. */
  readonly broken: BrokenLink | null;
  readonly officers: OfficerFacts;
  /** By their handles; those of sessions are not there. */
  readonly keys: readonly KeptKey[];
}

/** What could not be read; of the whole cluster where it names no server. */
export interface Unreadable {
  readonly servers: readonly number[];
  readonly failure: AnyFailure;
}
