import type { AuditHead, ChainLink } from '../audit-record.ts';
import type { ClusterClock } from './clock.ts';
import type { Fault } from './faults.ts';

/**
 * What the operator of a cluster did to it, outside the quorum: plain data. An HSM has no such operator,
 * so these records stand in a log of the cluster's own, beside the logs of its HSMs.
 */

/** One thing that the operator did. */
export type OperatorAct =
  /** Put the clock somewhere. */
  | { readonly kind: 'clock'; readonly clock: ClusterClock }
  /** Set other faults: all that there are now. */
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }
  /** Let the newer command line use keys of one HSM alone, or no longer. */
  | { readonly kind: 'key-availability'; readonly isChecked: boolean }
  /** Ended all sessions on every HSM; recorded before it is done. */
  | { readonly kind: 'logout' }
  /** Put a dump in the place of what the HSMs held, or made the cluster of it. */
  | {
      readonly kind: 'load';
      /** SHA-256 of the dump's file, hex; null where it was no file. */
      readonly digest: string | null;
      /** Where the HSMs' audit logs end in the dump, server by server. */
      readonly heads: readonly AuditHead[];
    };

/** One record of the operator's log. */
export interface OperatorEvent extends ChainLink {
  /** By the machine's own clock, not the cluster's: milliseconds since 1970-01-01 UTC. */
  readonly time: number;
  /** The user of the machine, by number; null where there are no such numbers. */
  readonly uid: number | null;
  readonly act: OperatorAct;
  /**
   * Where the HSMs' audit logs ended then, server by server: so no record of theirs can be rewritten that
   * is older than the newest act. Null for an HSM that is damaged.
   */
  readonly heads: readonly (AuditHead | null)[];
}

/** The end of the operator's log. */
export interface OperatorLog {
  readonly head: AuditHead;
  /** The newest records, oldest first; those before them are in the archive. */
  readonly events: readonly OperatorEvent[];
}
