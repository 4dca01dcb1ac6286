import type { AnyFailure } from '../failure.ts';
import type { KeyProblem } from '../token/quorum-key.ts';
import type { BrokenLink } from './broken-link.ts';
import type { Difference, LabelledKey } from './difference.ts';
import type { QuorumService } from './m-values.ts';
import type { UserType } from './user-types.ts';

/** What is found of a cluster that is not as it should be: codes with values. */
export interface FindingValues {
  /** A document of the cluster, or the archived part of an audit log, does not open. */
  unreadable: { readonly failure: AnyFailure };
  /** The chain of an audit log breaks: it was cut or rewritten. */
  'audit-chain': { readonly broken: BrokenLink };
  /** An audit log is not the one any more that an act of the operator, counted from 1, saw. */
  'audit-rewritten': { readonly act: number };
  /** The chain of the operator's log breaks. */
  'operator-chain': { readonly broken: BrokenLink };
  /** The servers differ in what should be the same on all. */
  'out-of-step': { readonly difference: Difference };
  /** Nobody can log in who may manage users: every officer's account is locked. */
  'no-officer-can-log-in': { readonly officers: readonly string[] };
  /** Nobody can approve, and no officer who could register a key or make another officer is left. */
  'locked-out': { readonly able: number; readonly services: readonly ServiceQuorum[] };
  /** There are fewer officers than a service asks for: the others were deleted. */
  'officers-below-m': { readonly officers: number; readonly services: readonly ServiceQuorum[] };
  /** Fewer officers have registered a key than a service asks for. */
  'approvers-too-few': { readonly registered: number; readonly services: readonly ServiceQuorum[] };
  /** Exactly as many officers have registered a key as a service asks for. */
  'no-officer-to-spare': {
    readonly registered: number;
    readonly services: readonly ServiceQuorum[];
  };
  /** One officer more has registered a key than a service asks for. */
  'one-officer-to-spare': {
    readonly registered: number;
    readonly services: readonly ServiceQuorum[];
  };
  /** Service 4, which changes M values, asks for fewer approvals than others do. */
  'weak-quorum-management': { readonly m: number; readonly services: readonly ServiceQuorum[] };
  /** A service asks for no approvals. */
  'quorum-off': { readonly services: readonly QuorumService[] };
  /** One key is registered for several officers. */
  'shared-key': { readonly officers: readonly string[] };
  /** What an officer has registered is no quorum key. */
  'key-unfit': { readonly keys: readonly UnfitKey[] };
  /** Too many wrong passwords have locked officers. */
  'officer-locked': { readonly officers: readonly string[] };
  /** The password is the one that new HSMs come with. */
  'default-password': { readonly users: readonly NamedUser[] };
  /** A token is about to expire, or has. */
  'token-ending': {
    readonly user: string;
    readonly service: number;
    /** The key that it is for; 0 where it is for none. */
    readonly keyHandle: number;
    /** Seconds left on the server that has fewest. */
    readonly validity: number;
  };
  /** A token waits that nobody can use. */
  'token-unusable': {
    readonly user: string;
    readonly service: number;
    readonly reason: TokenUnusable;
  };
  /** Something is made to go wrong; `faults` are as `parseFault` reads them. */
  'fault-set': { readonly faults: readonly string[] };
  /** The clock stands; `at` is in milliseconds since 1970-01-01 UTC. */
  'clock-standing': { readonly at: number };
  /** The clock is put forward, or back where `offset` is below 0; milliseconds. */
  'clock-offset': { readonly offset: number };
  /** Sessions are kept of processes that have ended. */
  'session-stale': { readonly sessions: readonly StaleSession[] };
  /** Keys ask for more approvals than crypto users who own or share them have registered quorum keys. */
  'key-quorum-unreachable': { readonly keys: readonly UnreachableKey[] };
  /** Keys with quorum values can be deleted by their owners alone: no quorum covers that. */
  'key-deletion-uncovered': { readonly keys: readonly LabelledKey[] };
  /** The users who own keys were deleted. */
  'key-orphaned': { readonly keys: readonly LabelledKey[] };
}

export type FindingCode = keyof FindingValues;

/** Errors are to be put right before anything else; advice says what can go wrong. */
export type FindingSeverity = 'error' | 'advice';

/** One finding, told apart by its code. */
export type Finding = {
  readonly [Code in FindingCode]: {
    readonly code: Code;
    readonly severity: FindingSeverity;
    /** Numbers of the servers that it is of, counted from 0; none where it is of the whole cluster. */
    readonly servers: readonly number[];
    readonly values: FindingValues[Code];
  };
}[FindingCode];

/** A service and how many approvals it asks for. */
export interface ServiceQuorum {
  readonly service: QuorumService;
  readonly m: number;
}

export interface UnreachableKey extends LabelledKey {
  /** Approvals: the greater of its two values. */
  readonly required: number;
  /** How many can approve. */
  readonly able: number;
}

export interface UnfitKey {
  readonly user: string;
  readonly problem: KeyProblem;
}

export interface NamedUser {
  readonly type: UserType;
  readonly name: string;
}

/** Why nobody can use a token: only the user who asked for it could. */
export type TokenUnusable =
  /** That user is locked, and cannot log in. */
  | 'owner-locked'
  /** That user is no officer any more. */
  | 'owner-no-officer'
  /** The session that got it is over, and it goes with the session. */
  | 'session-over';

export interface StaleSession {
  readonly user: string;
  readonly pid: number;
}
