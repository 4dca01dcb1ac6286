/** Failures of hsm/: the emulator's state is missing, damaged or not a cluster. */
import type { KindsOf } from './kind.ts';
import type { KeyProblem } from './quorum-key-problem.ts';
import type { ShapeDetail } from './shape-detail.ts';

export interface HsmStateFailures {
  /** What was to be a state is none. */
  'state-malformed': StateProblem;
  /** A file of a cluster is not as it was written. */
  'state-damaged': { readonly path: string; readonly damage: Damage };
  /** A file of a cluster is of a newer version of the format than this mofn knows. */
  'state-version': { readonly path: string; readonly found: number; readonly expected: number };
  /** So many others came meanwhile that it cannot be told whether a change was made. */
  'change-uncertain': { readonly others: number };
  /** The system refused something with a file or folder of a cluster; `system` is its error's name. */
  'state-io': {
    readonly action: StateAction;
    readonly path: string;
    readonly system: string;
    readonly outcome: StateOutcome | null;
  };
  /** An HSM has counted something as far as it can: no HSM does that, and no change is made. */
  'counter-used-up': { readonly counter: string; readonly maximum: number };
  'cluster-missing': { readonly folder: string };
  /** The folder is there, and holds no cluster. */
  'cluster-none': { readonly folder: string };
  /** A cluster was to be made where one is. */
  'cluster-exists': { readonly folder: string };
  /** A part of a cluster is there, and no cluster: another process makes one, or was stopped at it. */
  'cluster-begun': { readonly folder: string; readonly place: string };
}

/** What the system refused to do with a file or folder of a cluster. */
export type StateAction =
  | 'read'
  | 'write'
  | 'make-durable'
  | 'make-folder'
  | 'read-folder'
  | 'make-cluster';

/** What became of a change: nothing was changed, or it cannot be told. */
export type StateOutcome = 'unchanged' | 'uncertain';

/** A value has not the shape that it should have. */
export interface ShapeProblem {
  readonly problem: 'shape';
  /** Keys and indexes from the top, as `servers.0.port`; empty at the top itself. */
  readonly place: string;
  readonly detail: ShapeDetail;
}

/** Parts of a state that do not go together. */
export type Contradiction =
  | {
      readonly problem: 'repeated';
      readonly what:
        | NumberedPart
        | 'user-name'
        | 'quorum-key'
        | 'token'
        | 'token-id'
        | 'trust-anchor'
        | 'challenge'
        | 'session-key'
        | 'key-handle';
      readonly value: string | number;
    }
  /** A number is in use that is still to be given out. */
  | {
      readonly problem: 'beyond-next';
      readonly what: NumberedPart;
      readonly value: number;
      readonly next: number;
    }
  /** A token's record is none; tokens are counted from 0. */
  | { readonly problem: 'token-record'; readonly index: number }
  | {
      readonly problem: 'token-node';
      readonly index: number;
      readonly token: number;
      readonly node: number;
      readonly expected: number;
    }
  | { readonly problem: 'token-owner'; readonly index: number; readonly token: number }
  /** A token has an approval over a file that it does not name. */
  | { readonly problem: 'token-approval'; readonly index: number; readonly token: number }
  /** An HSM has what those of its type have not. */
  | { readonly problem: 'not-of-type'; readonly what: 'm-value' | 'mtls' }
  /** There are more keys than an HSM of this type holds. */
  | { readonly problem: 'keys-too-many'; readonly count: number; readonly maximum: number }
  /** The number of keys does not go with their pages, or these stand in no order. */
  | { readonly problem: 'key-pages' }
  /** A key is to be gone with a log-in that is over. */
  | { readonly problem: 'key-session'; readonly handle: number }
  /** Clients are to show a certificate, and there is none that it could lead to. */
  | { readonly problem: 'enforced-without-anchor' };

/** A part of a state that has a number of its own. */
export type NumberedPart = 'user-id' | 'quorum-key-id' | 'session';

/** What is wrong with a state. */
export type StateProblem =
  | ShapeProblem
  | Contradiction
  /** The audit log does not end where the HSM says. */
  | { readonly problem: 'log-end' }
  /** The chain of the audit log breaks at a record, counted from 1. */
  | { readonly problem: 'log-broken'; readonly record: number }
  /** A user has a key that no HSM takes. */
  | {
      readonly problem: 'key-refused';
      readonly user: string;
      readonly what: 'quorum-key' | 'second-factor';
      readonly key: KeyProblem;
    }
  /** A key of a dump is not made of what is said. */
  | { readonly problem: 'key-material'; readonly handle: number; readonly what: KeyMaterialProblem }
  /** A key has the handle that an HSM gives out some day. */
  | { readonly problem: 'handle-beyond-next'; readonly handle: number; readonly next: number }
  /** A certificate that no HSM takes as a trust anchor. */
  | { readonly problem: 'certificate-refused'; readonly reference: number };

/** Why a key cannot be made of what is said. */
export type KeyMaterialProblem =
  /** A public key has some, or another has none. */
  | 'presence'
  /** It has another length. */
  | 'length'
  /** Its public key is no SubjectPublicKeyInfo of its type and curve; or there is one of a secret key. */
  | 'public-key'
  /** It is no PKCS #8 of a key of that type whose numbers go together. */
  | 'private-key'
  /** It is the private key of another public key. */
  | 'other-pair';

/** What is wrong with a file of a cluster. */
export type Damage =
  | StateProblem
  | { readonly problem: 'empty' }
  /** An object that a state names is not there. */
  | { readonly problem: 'object-missing' }
  | { readonly problem: 'head' }
  | { readonly problem: 'digest' }
  /** `detail` is of the reader of JSON */
  | { readonly problem: 'json'; readonly detail: string }
  | { readonly problem: 'format'; readonly found: string; readonly expected: string }
  | { readonly problem: 'subject'; readonly found: string; readonly expected: string }
  | { readonly problem: 'generation'; readonly found: string; readonly expected: number }
  | { readonly problem: 'no-generation' }
  /** the folder of the older part of an audit log is gone */
  | { readonly problem: 'log-folder-missing' }
  | { readonly problem: 'log-part-missing' }
  | { readonly problem: 'log-part-end'; readonly record: number }
  | { readonly problem: 'link' }
  | { readonly problem: 'size'; readonly bytes: number }
  | { readonly problem: 'not-a-file' };

export const hsmStateFailureKinds = (): KindsOf<HsmStateFailures> => ({
  'state-malformed': 'state',
  'state-damaged': 'state',
  'state-version': 'state',
  'change-uncertain': 'state',
  'state-io': 'state',
  'counter-used-up': 'state',
  'cluster-missing': 'state',
  'cluster-none': 'state',
  'cluster-exists': 'state',
  'cluster-begun': 'state',
});
