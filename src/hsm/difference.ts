import type { QuorumService } from './m-values.ts';
import type { UserType } from './user-types.ts';

/**
 * In what the HSMs of a cluster differ that should be the same on all: users, their passwords and keys,
 * M values, and the tokens that wait. Sessions and wrong passwords are each HSM's own.
 */

/** What a user is known by, or its approvals. */
export type UserSecret = 'password' | 'quorum-key' | 'second-factor';

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
  /**
   * A token was got, approved or spent on some of them alone: its approvers on each, null where there is
   * no such token.
   */
  | {
      readonly code: 'token';
      readonly user: string;
      readonly service: number;
      readonly approvers: readonly (readonly string[] | null)[];
    };
