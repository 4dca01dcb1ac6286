import type { QuorumService } from './m-values.ts';
import type { UserType } from './user-types.ts';

/**
 * In what the HSMs of a cluster differ that should be the same on all: users, their passwords and keys,
 * M values, the keys that they hold, and the tokens that wait. Sessions with their keys, and wrong passwords, are
 * each HSM's own.
 */

/** What a user is known by, or its approvals. */
export type UserSecret = 'password' | 'quorum-key' | 'second-factor';

/** A part of a key: who owns and who shares it, its quorum values, its attributes, what it is made of. */
export type KeyPart = 'owner' | 'sharing' | 'quorum' | 'attributes' | 'material';

/** What a key is known by. */
export interface LabelledKey {
  readonly handle: number;
  readonly label: string;
}

/** One difference. A list has an entry for each server, in their order. */
export type Difference =
  /** A user exists on some of them alone. */
  | { readonly code: 'user-presence'; readonly user: string; readonly present: readonly boolean[] }
  /** A user has another type or id on some of them. */
  | {
      readonly code: 'user-identity';
      readonly user: string;
      readonly identities: readonly { readonly type: UserType; readonly id: number }[];
    }
  /** A user has another password or other keys on some of them. */
  | {
      readonly code: 'user-secrets';
      readonly user: string;
      readonly differing: readonly UserSecret[];
    }
  /** A service has another M value on some of them. */
  | { readonly code: 'm-value'; readonly service: QuorumService; readonly m: readonly number[] }
  /** Keys exist on some of them alone: all that are on the same. */
  | {
      readonly code: 'key-presence';
      readonly keys: readonly LabelledKey[];
      readonly present: readonly boolean[];
    }
  /** Keys are not the same on all that have them: all that differ in the same. */
  | {
      readonly code: 'key-content';
      readonly keys: readonly LabelledKey[];
      readonly differing: readonly KeyPart[];
    }
  /**
   * A token was got, approved or spent on some of them alone: its approvers on each, null where there is
   * no such token.
   */
  | {
      readonly code: 'token';
      readonly user: string;
      readonly service: number;
      /** The key that it is for; 0 where it is for none. */
      readonly keyHandle: number;
      readonly approvers: readonly (readonly string[] | null)[];
    };
