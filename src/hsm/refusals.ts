import type { KeyProblem } from '../failure-codes/quorum-key-problem.ts';
import type { ClientName } from './clients.ts';
import type { GuardedService } from './guarded-services.ts';
import type { KeyNamed, KeyUseRefusals } from './key-refusals.ts';
import type { KeyService } from './keys.ts';
import type { QuorumService } from './m-values.ts';
import type { ReachedLimit } from './reached-limit.ts';
import type { UserType } from './user-types.ts';

/**
 * How an HSM refuses: the word that the device says, and the reason that it does not say, as a code with
 * values. No sentence stands here; src/words/refusals.ts has what people read.
 */

/**
 * Names of what an HSM refuses with. Those with a documented text of their own
 * (reference "Errors with known text") get it in the console, the others print as they stand.
 */
export const HSM_ERROR_NAMES = [
  'RET_MXN_AUTH_FAILED',
  'RET_USER_LOGIN_FAILURE',
  'RET_USER_NOT_INITIALIZED',
  'RET_USER_DOES_NOT_EXIST',
  'RET_USER_ALREADY_EXISTS',
  'RET_USER_LOGGED_IN',
  'RET_POLICY_MISMATCH',
  'RET_INVALID_USER_TYPE',
  'RET_INVALID_INPUT',
  'RET_PASSWORD_LENGTH',
  'RET_NOT_LOGGED_IN',
  'RET_PERMISSION_DENIED',
  'RET_MAX_USERS',
  'RET_MAX_TOKENS',
  'RET_MAX_SESSIONS',
  'RET_KEY_REFUSED',
  'RET_TOKEN_NOT_FOUND',
  'RET_KEY_NOT_FOUND',
  'RET_MAX_KEYS',
  'RET_SIGNATURE_INVALID',
  'RET_FAULT',
] as const;

export type { KeyProblem } from '../failure-codes/quorum-key-problem.ts';
export type * from './key-refusals.ts';
export type { ReachedLimit } from './reached-limit.ts';

/** What an HSM refuses with. */
export type HsmErrorName = (typeof HSM_ERROR_NAMES)[number];

/** A refusal: the word that the device says, and the reason that it does not say. */
export interface HsmRefusal {
  readonly ok: false;
  readonly error: HsmErrorName;
  /** Which check failed and why, for whoever asks afterwards; the console never prints it. */
  readonly reason: RefusalReason;
}

/** Why something was refused, told apart by its `code`. */
export type RefusalReason = {
  readonly [Code in RefusalCode]: ReasonOf<Code>;
}[RefusalCode];

/** A reason as it was kept: mofn 0.1.0 kept sentences, which stay as the audit log's chain has them. */
export type RecordedReason = RefusalReason | string;

/** The reason of one code. */
export type ReasonOf<Code extends RefusalCode> = { readonly code: Code } & RefusalValues[Code];

export type RefusalCode = keyof RefusalValues;

/** Every reason for which an HSM refuses, and the values that it comes with. */
export interface RefusalValues
  extends UserRefusals,
    TokenRefusals,
    ApprovalRefusals,
    KeyRefusals,
    KeyUseRefusals,
    MtlsRefusals,
    FaultRefusals {}

/** Of sessions, users and M values. */
interface UserRefusals {
  'not-logged-in': object;
  /** The session is of another process. */
  'session-of-another': { readonly session: string; readonly pid: number };
  /** Whoever is logged in is no crypto officer. */
  'not-an-officer': { readonly user: string; readonly userType: UserType };
  /** A number of the request is none that can be kept: not finite. */
  'number-malformed': {
    readonly field:
      | 'service'
      | 'm'
      | 'id'
      | 'approver-type'
      | 'seconds'
      | 'reference'
      | 'certificate-type'
      | 'handle'
      | 'size'
      | 'exponent'
      | 'quorum'
      | 'salt'
      | 'tag';
  };
  /** The process that logs in is described by what no process is. */
  'process-malformed': object;
  'login-of-appliance-user': object;
  'user-locked': { readonly user: string; readonly failures: number };
  /** `left` wrong passwords more lock the user; 0 where it is locked now. */
  'password-wrong': { readonly user: string; readonly left: number };
  /** The user has a second factor, and nothing came that it signed. */
  'second-factor-missing': { readonly user: string };
  /** As with `password-wrong`: the signature is not of the user's second factor over what it was asked. */
  'second-factor-wrong': { readonly user: string; readonly left: number };
  /** A second factor that comes with a password is for officers. */
  'second-factor-not-officer': { readonly user: string };
  /** The process was asked to have nothing signed for that user, or used it already. */
  'challenge-missing': { readonly user: string };
  /** No user is left who could activate the HSM. */
  'activated-already': object;
  'sessions-full': ReachedLimit;
  'user-type-unknown': { readonly userType: string };
  'user-name-malformed': { readonly name: string };
  'user-unknown': { readonly name: string };
  'user-id-unknown': { readonly id: number };
  /** There is such a user, of another type than the one that was named. */
  'user-of-other-type': {
    readonly user: string;
    readonly userType: UserType;
    readonly wanted: UserType;
  };
  'user-exists': { readonly user: string; readonly userType: UserType };
  'users-full': ReachedLimit;
  'user-type-not-created': { readonly userType: UserType };
  'user-type-not-deleted': { readonly userType: UserType };
  'user-logged-in': {
    readonly user: string;
    readonly session: string;
    /** The process of that session. */
    readonly pid: number;
    /** How many sessions more the user has. */
    readonly others: number;
  };
  /**
   * Without this user there would be `left` officers, fewer than an M value. An HSM refuses for it no more;
   * the logs of some hold it.
   */
  'officers-too-few': { readonly user: string; readonly left: number; readonly needed: number };
  'password-of-appliance-user': object;
  'password-length': {
    readonly characters: number;
    readonly minimum: number;
    readonly maximum: number;
  };
  /** rollBack of another change than the last, or of another session's. */
  'not-the-last-change': { readonly operation: string };
  'service-without-quorum': { readonly service: number };
  'm-out-of-range': { readonly m: number; readonly maximum: number };
  'm-above-officers': { readonly m: number; readonly officers: number };
  /** A change of this service's M value needs a token of miscCo, whose own quorum is off. */
  'm-needs-misc-co': { readonly service: QuorumService };
  'sync-of-appliance-user': object;
  'sync-forged': object;
  /** A crypto user here and an officer there, or the other way. */
  'sync-of-other-kind': {
    readonly user: string;
    readonly here: UserType;
    readonly there: UserType;
  };
}

/** Of tokens, and of operations that spend one. */
interface TokenRefusals {
  'token-for-another': { readonly user: string; readonly name: string };
  /** Nothing needs a token: the M value of its service is 1. */
  'quorum-off': { readonly service: QuorumService };
  /** A live token waits already, for so many seconds more, and the client replaces none. */
  'token-waits': { readonly token: number; readonly validity: number };
  /** A token is of another log-in, or of another client. */
  'token-of-other-session': { readonly token: number; readonly client: ClientName };
  /** A client that uses no expired token has one. */
  'token-expired': { readonly token: number };
  /** Approvals are for a token of another service (its number) than the operation's. */
  'token-of-other-service': {
    readonly token: number;
    readonly found: number;
    readonly service: GuardedService;
  };
  /** Approvals are for a token of another key (its handle) than the operation's. */
  'token-of-other-key': KeyNamed & { readonly token: number; readonly found: number };
  /** A token of a service of keys is asked for, and not for which key. */
  'token-without-key': { readonly service: KeyService };
  /** An operation came without the approvals that it needs. */
  'approval-missing': { readonly service: GuardedService; readonly required: number };
  /** It came with a token that nobody has signed. */
  'approvals-none': { readonly required: number };
  /** None of the tokens has expired either. */
  'tokens-full': ReachedLimit;
  'token-file-size': { readonly bytes: number };
  'token-not-own': { readonly user: string };
  /** An operation needs a token, and the user has none of its service. */
  'token-missing': {
    readonly user: string;
    readonly service: GuardedService;
    readonly required: number;
  };
  /** The token that an operation needs has not as many approvals as its service asks for. */
  'approvals-too-few': HeldApprovals;
  /**
   * The token for a change of an M value has not as many approvals as that value itself asks for. `changed`
   * is the service whose value it is.
   */
  'm-approvals-too-few': HeldApprovals & { readonly changed: QuorumService };
}

/** What a token has, and what it should have. */
export interface HeldApprovals {
  readonly token: number;
  readonly service: GuardedService;
  readonly required: number;
  /** Those whose approvals count. */
  readonly approvers: readonly string[];
  /** Approvals that count no longer, since their user or key is gone. */
  readonly lapsed: number;
}

/** Which approval of the file, counted from 1, of how many, and the name that the file gives. */
export interface NumberedApproval {
  readonly approval: number;
  readonly approvals: number;
  readonly name: string;
}

/** Of approveToken. */
interface ApprovalRefusals {
  'approvals-too-many': { readonly approvals: number; readonly maximum: number };
  'token-set-size': { readonly bytes: number; readonly maximumRecords: number };
  /** None of the records is a live token of this HSM. */
  'token-not-live': { readonly records: number };
  'token-ambiguous': { readonly tokens: number };
  'token-of-another': { readonly token: number; readonly owner: string; readonly user: string };
  'token-approvals-full': { readonly approvals: number; readonly maximum: number };
  'approver-unknown': NumberedApproval;
  /** An approver is no crypto officer, by the file or on this HSM. */
  'approver-not-an-officer': NumberedApproval & {
    /** As the file numbers it; null where it names no type. */
    readonly approverType: number | null;
    readonly userType: UserType;
  };
  /** An approver is no crypto user who owns or shares the key, by the file or on this HSM. */
  'approver-not-of-key': NumberedApproval & {
    readonly approverType: number | null;
    readonly userType: UserType;
  };
  'approver-without-key': NumberedApproval;
  'approver-twice': NumberedApproval;
  /** An approver has the same key as `user`, who is in the file already. */
  'approver-key-twice': NumberedApproval & { readonly user: string };
  /** A signature is not of its approver over this token. */
  'signature-wrong': NumberedApproval & { readonly cause: SignatureCause };
}

/** Why a signature is wrong. */
export type SignatureCause =
  | { readonly code: 'length'; readonly bytes: number; readonly expected: number }
  /** by the approver's key, but over something else */
  | { readonly code: 'other-content'; readonly user: string; readonly content: SignedContent }
  /** by the registered key of another user */
  | { readonly code: 'other-key'; readonly user: string }
  | { readonly code: 'unrecognized'; readonly user: string };

/** What was signed in the place of the multi token file. */
export type SignedContent =
  /** the SHA-256 of the file */
  | { readonly code: 'hashed-twice' }
  /** the file, its line ends changed to CR LF */
  | { readonly code: 'text-mode' }
  /** the record of this HSM's token alone */
  | { readonly code: 'record-alone'; readonly token: number }
  /** the file of another live token */
  | { readonly code: 'other-token'; readonly token: number }
  /** SHA-256, hex, of what was signed and of the file */
  | { readonly code: 'unknown'; readonly signed: string; readonly file: string };

/** Of registerKey and syncUser. */
interface KeyRefusals {
  'key-for-another': { readonly user: string };
  'registration-token-size': { readonly bytes: number; readonly maximum: number };
  /** Nothing stands where the signature belongs. */
  'registration-not-signed': object;
  'registration-signature-wrong': object;
  /** What is to be registered is no quorum key. */
  'key-malformed': { readonly problem: KeyProblem };
  /** Another user has it. */
  'key-taken': { readonly user: string };
  /** The key of a user that is synchronized is another's here. */
  'sync-key-taken': { readonly user: string; readonly holder: string };
}

/** Of what officers set of the cluster itself. */
interface MtlsRefusals {
  'timeout-out-of-range': { readonly seconds: number; readonly maximum: number };
  /** An HSM of another type than hsm2m. */
  'mtls-not-here': object;
  'not-the-first-officer': { readonly user: string };
  'certificate-size': { readonly bytes: number; readonly maximum: number };
  'certificate-malformed': object;
  /** A certificate that signs no others, or with bytes behind it. */
  'certificate-not-ca': object;
  'trust-anchor-twice': { readonly reference: number };
  'trust-anchors-full': ReachedLimit;
  'trust-anchor-unknown': { readonly reference: number };
  /** There would be no anchor for what is enforced. */
  'trust-anchor-needed': object;
  /** An HSM has certificates of some types. */
  'certificate-type-unknown': { readonly type: number };
}

/** What no HSM refuses, but the emulator around it. */
interface FaultRefusals {
  /** A fault says that the server cannot be reached. */
  'fault-drop': object;
  /** A fault says what the HSM answers. */
  'fault-error': object;
  /** A fault says that tokens cannot be listed where there are so many. */
  'fault-many-tokens': { readonly tokens: number };
  /** A configuration file names a server that the cluster does not have. */
  'server-unknown': { readonly hostname: string };
}
