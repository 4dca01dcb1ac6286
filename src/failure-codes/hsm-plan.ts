/** Failures of hsm/: what is asked for makes no sense to an HSM, a cluster, its clock or its faults. */
import type { KindsOf } from './kind.ts';
import type { KeyProblem } from './quorum-key-problem.ts';
import type { ShapeDetail } from './shape-detail.ts';

export interface HsmPlanFailures {
  'hsm-count': { readonly count: number; readonly maximum: number };
  'user-count': { readonly count: number; readonly maximum: number };
  'new-user-name': { readonly name: string };
  'new-user-twice': { readonly name: string };
  'new-user-password': {
    readonly name: string;
    readonly minimum: number;
    readonly maximum: number;
  };
  /** The quorum key of a new user is none that an HSM takes. */
  'new-key-refused': { readonly name: string; readonly problem: KeyProblem };
  'new-key-twice': { readonly name: string; readonly holder: string };
  /** 1 (off) or 2 to the maximum are possible. */
  'new-m-value': { readonly m: number; readonly maximum: number };
  /** A service, by its number, that HSMs of the cluster's type ask no quorum for. */
  'new-m-service': { readonly service: number };
  'new-host-twice': { readonly hostname: string };
  /** Part of a cluster's plan has not the shape that it should have. */
  'plan-malformed': { readonly place: string; readonly detail: ShapeDetail };
  /** There is no edition of that name; `known` are those that there are. */
  'flavour-unknown': { readonly flavour: string; readonly known: readonly string[] };
  /** What a program asked of an HSM has not the shape of a request. */
  'request-malformed': { readonly place: string; readonly detail: ShapeDetail };
  /** What a program handed a cluster as its options is none. */
  'options-malformed': { readonly place: string; readonly detail: ShapeDetail };
  /** The random source that a cluster was handed does not give as many bytes as it is asked for. */
  'random-source': { readonly bytes: number };
  /** Settings of a cluster that are none. */
  'settings-malformed': { readonly place: string; readonly detail: ShapeDetail };
  /** A fault, counted from 0, is of a server that the cluster does not have. */
  'fault-server': { readonly fault: number; readonly server: number; readonly servers: number };
  /** A fault has a word, as it was written, that it should not have. */
  'fault-word': { readonly word: string; readonly expected: FaultWord };
  'fault-repeated': { readonly name: string };
  'fault-without-delay': object;
  'fault-without-effect': object;
  'time-malformed': { readonly text: string };
  /** A clock would be put to a time before 1970 or after 9999, or by no whole number of milliseconds. */
  'clock-range': object;
  'duration-malformed': { readonly text: string };
  /** The clock that a cluster was handed says what is no time. */
  'clock-time': { readonly time: string };
  /** A dump is of a cluster of another kind: other servers, type, flavour, edition or seed. */
  'dump-of-another': object;
}

/** What a word of a fault should be; `names` are those that are known. */
export type FaultWord =
  | { readonly kind: 'assignment' | 'field' | 'server' | 'count' }
  | { readonly kind: 'name'; readonly names: readonly string[] };

export const hsmPlanFailureKinds = (): KindsOf<HsmPlanFailures> => ({
  'hsm-count': 'usage',
  'user-count': 'usage',
  'new-user-name': 'usage',
  'new-user-twice': 'usage',
  'new-user-password': 'usage',
  'new-key-refused': 'usage',
  'new-key-twice': 'usage',
  'new-m-value': 'usage',
  'new-m-service': 'usage',
  'new-host-twice': 'usage',
  'plan-malformed': 'usage',
  'flavour-unknown': 'usage',
  'request-malformed': 'usage',
  'options-malformed': 'usage',
  'random-source': 'usage',
  'settings-malformed': 'usage',
  'fault-server': 'usage',
  'fault-word': 'usage',
  'fault-repeated': 'usage',
  'fault-without-delay': 'usage',
  'fault-without-effect': 'usage',
  'time-malformed': 'usage',
  'clock-range': 'usage',
  'duration-malformed': 'usage',
  'clock-time': 'usage',
  'dump-of-another': 'usage',
});
