import type { AuditHead } from '../audit-record.ts';
import type { ClientName } from '../clients.ts';
import type { HsmRules } from '../flavours.ts';
import type { HsmType } from '../hsm-types.ts';
import type { MValues } from '../m-values.ts';
import type { MtlsEnforcement, TrustAnchor } from '../mtls.ts';
import type { ProcessIdentity } from '../protocol.ts';
import type { TokenTimeouts } from '../token-timeouts.ts';
import type { UserType } from '../user-types.ts';

/**
 * All that one HSM knows, as plain data that JSON can hold. Byte strings are base64, digests hex.
 * The state machine (machine.ts) makes the next state from it and never changes one in place.
 */
export interface HsmState {
  /** As getHSMInfo prints it; made up, hexadecimal. */
  readonly serialNumber: string;
  /** The partition's name, as `info server` prints it, such as `hsm-udw0tkfg1ab`. */
  readonly partition: string;
  /** The HSM's own number, written into its tokens. */
  readonly node: number;
  readonly type: HsmType;
  /** The secret that the HSMs of one cluster share, with which syncUser's users are sealed. */
  readonly clusterKey: string;
  readonly rules: HsmRules;
  readonly mValues: MValues;
  readonly timeouts: TokenTimeouts;
  readonly mtls: Mtls;
  /** In the order of their ids. */
  readonly users: readonly User[];
  /** Those whose process ended may still be here; they count no more. */
  readonly sessions: readonly Session[];
  /** In the order of their ids. */
  readonly tokens: readonly Token[];
  readonly keys: KeyTable;
  /** What second factors were asked to sign, in the order in which they were asked. */
  readonly challenges: readonly Challenge[];
  /**
   * The next number of each kind. Numbers are never given out twice; those of tokens begin again where they
   * are used up, and the next is the first from this one on that no live token has.
   */
  readonly next: {
    readonly user: number;
    /** Of quorum keys and second factors. */
    readonly key: number;
    /** Of the keys that this HSM makes: the lower part of their handles. */
    readonly handle: number;
    readonly session: number;
    readonly token: number;
    readonly operation: number;
  };
  /** How to undo the last change of users, for rollBack; any other change ends it. */
  readonly undo: Undo | null;
  /** Where the chain of audit records stands. */
  readonly audit: AuditHead;
}

/** A user of the HSM. */
export interface User {
  readonly id: number;
  readonly type: UserType;
  /** Lower case; unique on the HSM whatever the type. */
  readonly name: string;
  readonly password: PasswordRecord;
  readonly loginFailures: number;
  /** The key that the user's approvals are checked with. */
  readonly quorumKey: QuorumKey | null;
  /** The key of the second factor that the user logs in with. */
  readonly secondFactor: QuorumKey | null;
}

/** See {@link TrustAnchor}. */
export interface Mtls {
  /** In the order of their references. */
  readonly anchors: readonly TrustAnchor[];
  readonly enforcement: MtlsEnforcement;
}

/** What a second factor was asked to sign: good once, for one user name, from the process that asked. */
export interface Challenge {
  readonly purpose: 'login' | 'register';
  /** As users' names are kept; there need be no such user. */
  readonly name: string;
  /** 32 random bytes, taken as a SHA-256 digest; base64. */
  readonly digest: string;
  readonly process: ProcessIdentity;
}

/** A password as it is kept: salted scrypt (RFC 7914), never the password. */
export interface PasswordRecord {
  /** scrypt's N, a power of two; r is 8 and p is 1. */
  readonly cost: number;
  readonly salt: string;
  readonly hash: string;
}

/** A registered public key. A key that is registered anew has another id, even for the same user. */
export interface QuorumKey {
  readonly id: number;
  /** SubjectPublicKeyInfo, DER, in base64. */
  readonly spki: string;
}

/** A log-in. */
export interface Session {
  readonly id: string;
  readonly user: number;
  readonly process: ProcessIdentity;
  readonly client: ClientName;
}

/** A quorum token that waits for its approvals or its use. */
export interface Token {
  /** The 80 bytes that getToken gave out, in base64; token/record.ts reads them. */
  readonly record: string;
  /** Id of the user who asked for it, and the only one who can use it. */
  readonly user: number;
  readonly session: string;
  /** The client that got it. */
  readonly client: ClientName;
  /** SHA-256, hex, of the multi token files that were signed: one, where all went as usual. */
  readonly digests: readonly string[];
  /** In the order in which they came. */
  readonly approvals: readonly TokenApproval[];
}

/** One officer's approval of one token; it counts as long as that key is that user's. */
export interface TokenApproval {
  readonly user: number;
  /** Id of the {@link QuorumKey} that checked it. */
  readonly key: number;
  /** Which of the token's digests the signature is over, counted from 0. */
  readonly digest: number;
}

/** The way back from one change, for the session that made it. */
export interface Undo {
  readonly operation: string;
  readonly session: string;
  /** Id of the user that was made, changed or deleted. */
  readonly user: number;
  /** The user as it was before; `null` where there was none. */
  readonly before: User | null;
}

/**
 * The keys that an HSM holds. They are not in the state, which each request writes anew, but in objects beside
 * it, which the state names: see keys/key-table.ts.
 */
export interface KeyTable {
  /** How many there are. */
  readonly count: number;
  /** In the order of their numbers. */
  readonly directories: readonly KeyDirectory[];
  /** Keys that are gone with their log-in, in the order in which they were made. */
  readonly sessionKeys: readonly SessionKey[];
  /** Objects that the state before this one names, and this one does no more. */
  readonly retired: readonly string[];
}

export interface KeyDirectory {
  /** The upper bits of the handles in it. */
  readonly number: number;
  /** The object that it is. */
  readonly object: string;
}

export interface SessionKey {
  readonly handle: number;
  readonly session: string;
}
