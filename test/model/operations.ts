/**
 * What people do at the consoles, as plain data: each operation can be done by any of them through any client that
 * has it.
 */

export type Role = 'CO' | 'CU';
export type Service = 'user' | 'quorum';
export type Client = 'classic' | 'shell' | 'single';

/** Somebody at a console that stays open, or who runs single commands as a user. */
export type Actor =
  | { readonly client: 'classic' | 'shell'; readonly at: string }
  | { readonly client: 'single'; readonly user: string; readonly isRight: boolean };

/** An approval in a file: whose it says that it is, whose key signed, and the file whose records were signed. */
export interface SignedApproval {
  readonly name: string;
  readonly by: string;
  readonly over: number;
}

/** Approvals together with the file of the token that they are handed in for. */
export interface Approvals {
  readonly file: number;
  readonly list: readonly SignedApproval[];
}

export type Operation =
  | {
      readonly do: 'log-in';
      readonly name: string;
      readonly role: Role;
      readonly password: string;
      /** The key that signs what the HSMs ask; without it the log-in is with a password alone. */
      readonly factor?: string;
    }
  | { readonly do: 'log-out' }
  | {
      readonly do: 'create';
      readonly name: string;
      readonly role: Role;
      readonly approvals?: Approvals;
    }
  | {
      readonly do: 'delete';
      readonly name: string;
      readonly role: Role;
      readonly approvals?: Approvals;
    }
  | {
      readonly do: 'set-password';
      readonly name: string;
      readonly role: Role;
      readonly password: string;
      readonly approvals?: Approvals;
    }
  /** A new password, and with it a second factor, which the classic client makes the quorum key as well. */
  | {
      readonly do: 'set-factor';
      readonly name: string;
      readonly role: Role;
      readonly password: string;
      readonly key: string;
      readonly changesQuorum: boolean;
      readonly approvals?: Approvals;
    }
  | { readonly do: 'register'; readonly key: string }
  | {
      readonly do: 'set-m';
      readonly service: Service;
      readonly m: number;
      readonly approvals?: Approvals;
    }
  | { readonly do: 'get-token'; readonly service: Service }
  | { readonly do: 'approve'; readonly approvals: Approvals }
  | { readonly do: 'delete-tokens'; readonly scope: 'own' | 'all' };

/** A user as any console may list one. */
export interface ListedUser {
  readonly name: string;
  readonly role: Role;
  readonly hasKey: boolean;
  readonly hasFactor: boolean;
  readonly failures: number;
}

/** A token as any console may list one. */
export interface ListedToken {
  readonly user: string;
  readonly service: Service;
  readonly required: number;
  readonly approvers: readonly string[];
  readonly seconds: number;
}

/** The password that everybody begins with. */
export const FIRST_PASSWORD = 'password';
/** The password of whoever has none of a user. */
export const WRONG_PASSWORD = 'mistaken';
