/**
 * What a policy says of a token's approvals.
 */
import type { Operation } from '../operation/operation.ts';
import type { Person, PolicyRule } from './policy.ts';

/** What a policy is asked. */
export interface PolicyQuestion {
  /** Of the token: who asks, for what, and when it was made (seconds since 1970). */
  readonly requester: string;
  readonly service: number;
  readonly created: number;
  /** Without it every rule that the token's service could be used for must be met. */
  readonly operation: Operation | undefined;
  /** Seconds since 1970. */
  readonly now: number;
  readonly approvals: readonly GivenApproval[];
  /**
   * Accounts whose holders have signed the request, where there is one: an approval counts only where its person
   * has. Missing where no request is looked at.
   */
  readonly requestSigners?: readonly string[] | undefined;
}

/** An approval, as a policy looks at it. */
export interface GivenApproval {
  readonly account: string;
  /** Whether it has no signature, its file being none that can be opened. */
  readonly isUnsigned?: boolean;
  /** Whether the signature is right under a key, by the SHA-256 of its SPKI. */
  readonly isBy: (key: Person['keys'][number]) => boolean;
}

/** What a policy says. */
export interface PolicyVerdict {
  /**
   * Whether at least one rule applies, each that applies is met, and no approval is by another person's key: while
   * one is, somebody's account is in another's hands. That apart, fewer approvals never make a yes of a no.
   */
  readonly isMet: boolean;
  readonly rules: readonly RuleVerdict[];
  /** In the order of the question. */
  readonly approvals: readonly ApprovalVerdict[];
}

/** How far one rule is. */
export interface RuleVerdict {
  readonly rule: PolicyRule;
  /** Why it applies: the operation is one that it means; or no operation is named, and the token could be used for one. */
  readonly because: 'operation' | 'no-operation-named';
  readonly isMet: boolean;
  /** Who takes which seat; `group` is missing for a seat that anybody takes. */
  readonly taken: readonly { readonly person: Person; readonly group: string | undefined }[];
  /** What is missing, and who could take it. */
  readonly missing: readonly MissingSeats[];
  /** The token is older than the rule allows; seconds. */
  readonly tooOld: { readonly age: number; readonly most: number } | undefined;
}

/** Seats of a rule that nobody takes yet. Each of the candidates, approving alone, leaves one less missing. */
export interface MissingSeats {
  /**
   * The group whose seats they are, and behind it others whose people would do as well, for then somebody who is
   * in both can change seats; without those from which nobody is left. Empty where anybody's approval will do.
   */
  readonly groups: readonly string[];
  readonly count: number;
  /** In the order of the policy; empty where nobody is left. */
  readonly candidates: readonly Person[];
}

/** What an approval is worth under a policy. */
export type ApprovalVerdict =
  | { readonly account: string; readonly state: 'counts'; readonly person: Person }
  /** the same person has approved by another account already */
  | { readonly account: string; readonly state: 'same-person'; readonly person: Person }
  /** the requester, where that does not count in any rule that applies */
  | { readonly account: string; readonly state: 'requester'; readonly person: Person }
  /** the person has not signed the request */
  | { readonly account: string; readonly state: 'not-on-request'; readonly person: Person }
  /** the person, or the key, was not valid when the token was made */
  | { readonly account: string; readonly state: 'not-valid'; readonly person: Person }
  /** there is no signature: its file cannot be opened */
  | { readonly account: string; readonly state: 'no-file'; readonly person: Person }
  /** no key of the person made the signature */
  | { readonly account: string; readonly state: 'wrong'; readonly person: Person }
  /** the key that made it is of another person: nothing is met while it is there */
  | {
      readonly account: string;
      readonly state: 'other-person';
      readonly person: Person | undefined;
      readonly owner: Person;
    }
  /** the account is of nobody */
  | { readonly account: string; readonly state: 'stranger' };
