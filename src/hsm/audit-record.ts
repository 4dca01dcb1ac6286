import type { KeyHandle } from './key-protocol.ts';
import type { KeyAttributeName } from './keys.ts';
import type { HsmRequest, SessionId } from './protocol.ts';
import type { HsmErrorName, RecordedReason } from './refusals.ts';
import type { UserType } from './user-types.ts';

/** Records of an HSM's audit log: what was asked, by whom, and how it ended. Plain data. */

/** What an audit record tells beside who, when and how it ended. */
export interface AuditNote {
  /** The user that was worked on, or who logs in, as far as it is known. */
  readonly user?: AuditedUser;
  /** Service and M value of setMValue; service of getToken. */
  readonly service?: number;
  readonly m?: number;
  /** The quorum key that was registered: SHA-256 of its SPKI, hex. */
  readonly keyFingerprint?: string;
  /** The keys that were worked on, made or asked for. */
  readonly keys?: AuditedKeys;
  /** Of setKeyAttribute. */
  readonly attribute?: KeyAttributeName;
  /** The token that was made, approved, deleted or spent by the operation. */
  readonly tokens?: readonly AuditedToken[];
}

/** A user, as an audit record names one. */
export interface AuditedUser {
  readonly name: string;
  readonly type: UserType | string;
}

/** Keys of the HSM, as an audit record tells of them: by their handles, 0 where there is none. */
export interface AuditedKeys {
  /** The private key of a pair, and any key that stands alone, a public one too. */
  readonly secret: KeyHandle;
  /** The public key of a pair. */
  readonly public: KeyHandle;
  /** What a key was wrapped or unwrapped with. */
  readonly wrapping?: KeyHandle;
}

/** A token, as an audit record tells of one. */
export interface AuditedToken {
  readonly id: number;
  readonly service: number;
  readonly user: string;
  /** SHA-256 of the 80-byte record, hex. */
  readonly recordDigest: string;
  /** Those whose approvals were added, or were counted when it was spent. */
  readonly approvers: readonly AuditedApprover[];
}

/** An approval, as an audit record tells of one. */
export interface AuditedApprover {
  readonly name: string;
  /** SHA-256 of the SPKI of the key that checked the approval, hex. */
  readonly keyFingerprint: string;
  /** SHA-256 of the multi token file that was signed, hex. */
  readonly signedDigest: string;
}

/** The place of a record in a chain, in which each binds all before it. */
export interface ChainLink {
  /** Counts from 1 in each log. */
  readonly sequence: number;
  /** The hash of the record before; 64 zeros in the first. */
  readonly previous: string;
  /** SHA-256, hex, of the JSON of the record without `hash`, its keys in the order in which they stand. */
  readonly hash: string;
}

/** What a new HSM records of its own beginning, in order; nobody asked for it. */
export const FIRST_OPS = ['initToken', 'genPswdEncKey', 'createApplianceUser', 'initDone'] as const;

/** What an audit record tells of: a request, or what a new HSM does. */
export type AuditedOp = HsmRequest['op'] | (typeof FIRST_OPS)[number];

/** One record of the audit log of an HSM. */
export interface AuditEvent extends AuditNote, ChainLink {
  /** Milliseconds since 1970-01-01 UTC. */
  readonly time: number;
  readonly op: AuditedOp;
  readonly session: SessionId | null;
  /** Who was logged in. */
  readonly actor?: AuditedUser;
  readonly response: 'SUCCESS' | HsmErrorName;
  /** Why it was refused. */
  readonly reason?: RecordedReason;
}

/** The last link of a log's chain. */
export interface AuditHead {
  /** Number of the last record; 0 before the first. */
  readonly sequence: number;
  /** SHA-256 of the last record, hex; all zero before the first. */
  readonly hash: string;
}
