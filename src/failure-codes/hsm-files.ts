/** Failures of hsm/: a file from which a cluster is to be made is none. `path` is as it was named. */
import type { HsmPlanFailures } from './hsm-plan.ts';
import type { StateProblem } from './hsm-state.ts';
import type { KindsOf } from './kind.ts';
import type { ShapeDetail } from './shape-detail.ts';

export interface HsmFileFailures {
  /** The vendor's configuration file is no JSON; `detail` is of the reader of JSON. */
  'config-json': { readonly path: string; readonly detail: string };
  /** It has not the shape that it should have at `place`. */
  'config-malformed': {
    readonly path: string;
    readonly place: string;
    readonly detail: ShapeDetail;
  };
  /** No server of it is enabled. */
  'config-without-server': { readonly path: string };
  'config-servers': { readonly path: string; readonly servers: number; readonly maximum: number };
  'config-host-twice': { readonly path: string; readonly hostname: string };
  /** A dump is none; `server` is null where what is wrong is of none of its servers. */
  'dump-malformed': {
    readonly path: string;
    readonly server: number | null;
    readonly problem: StateProblem;
  };
  /** A dump is of a newer version of the format than this mofn knows. */
  'dump-version': { readonly path: string; readonly found: number; readonly expected: number };
  /** All that is wrong with a seed file, at least one. */
  'seed-malformed': { readonly issues: readonly SeedIssue[] };
}

/** Something wrong in a seed file. */
export interface SeedIssue {
  /** Where: keys and indexes from the top. */
  readonly path: readonly (string | number)[];
  readonly problem: SeedProblem;
}

/** What is wrong at one place of a seed file. */
export type SeedProblem =
  | { readonly code: 'shape'; readonly detail: ShapeDetail }
  | { readonly code: 'flavour'; readonly flavour: string; readonly known: readonly string[] }
  | { readonly code: 'host-twice'; readonly hostname: string }
  /** every HSM has this user already */
  | { readonly code: 'user-reserved'; readonly name: string }
  | { readonly code: 'user-twice'; readonly name: string }
  /** an HSM of that type asks no quorum for the service */
  | { readonly code: 'm-of-other-type'; readonly service: string; readonly type: string }
  | { readonly code: 'm-above-rules'; readonly m: number; readonly maximum: number }
  | { readonly code: 'm-above-officers'; readonly m: number; readonly officers: number }
  | { readonly code: 'fault'; readonly failure: FaultTextFailure };

/** A failure with which the text of a fault is refused. */
export type FaultTextFailure = {
  readonly [Code in FaultTextCode]: {
    readonly code: Code;
    readonly values: HsmPlanFailures[Code];
  };
}[FaultTextCode];

export type FaultTextCode =
  | 'fault-word'
  | 'fault-repeated'
  | 'fault-without-delay'
  | 'fault-without-effect';

export const hsmFileFailureKinds = (): KindsOf<HsmFileFailures> => ({
  'config-json': 'file',
  'config-malformed': 'file',
  'config-without-server': 'file',
  'config-servers': 'file',
  'config-host-twice': 'file',
  'dump-malformed': 'file',
  'dump-version': 'file',
  'seed-malformed': 'file',
});
