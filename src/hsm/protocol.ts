import type { ClientName } from './clients.ts';
import type { FlavourName } from './flavours.ts';
import type { HsmType } from './hsm-types.ts';
import type { KeyHandle, KeyReplies, KeyRequest } from './key-protocol.ts';
import type { MtlsEnforcement, TrustAnchor } from './mtls.ts';
import type { Approval, OperationApproval, SessionId } from './operation-approval.ts';
import type { HsmRefusal } from './refusals.ts';
import type { Sdk5Edition } from './sdk5-edition.ts';
import type { TokenTimeouts } from './token-timeouts.ts';
import type { ConsoleJournal } from './unsent.ts';
import type { UserType } from './user-types.ts';

/**
 * What a console can ask of one HSM, and what the HSM answers: plain data, one request and one reply
 * at a time. The state machine (machine/) is a pure function of state, request and environment;
 * the store makes its changes durable; a console sends the same request to each HSM of a cluster.
 */

export type { ProcessIdentity } from '../process-identity.ts';

export type { Approval, OperationApproval, SessionId } from './operation-approval.ts';

/** A public key, and the proof that whoever registers it has the private one. */
export interface KeyProof {
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array;
  /** Over the challenge that this HSM gave for it; see `getChallenge`. */
  readonly signature: Uint8Array;
}

/** A request; `op` names the command of the console that it serves. */
export type HsmRequest =
  | KeyRequest
  | {
      readonly op: 'login';
      /** As typed: `CO` also finds a PCO, every other type only itself. `AU` never logs in. */
      readonly type: string;
      readonly name: string;
      readonly password: string;
      /** Over this HSM's challenge, by the user's second factor; a user without one needs none. */
      readonly signature?: Uint8Array;
    }
  /** What a second factor is to sign: to log in with it, or to be registered as one. No log-in is needed. */
  | {
      readonly op: 'getChallenge';
      readonly purpose: 'login' | 'register';
      readonly type: string;
      readonly name: string;
    }
  /** Gives the first officer its password, and so activates the HSM. No log-in is needed. */
  | { readonly op: 'activate'; readonly password: string }
  | { readonly op: 'logout'; readonly session: SessionId }
  /** Ends a session without logoutHSM, as a connection does that is closed. */
  | { readonly op: 'finalize'; readonly session: SessionId }
  | { readonly op: 'listUsers' }
  | {
      readonly op: 'createUser';
      readonly session: SessionId;
      readonly type: string;
      readonly name: string;
      readonly password: string;
      /** The second factor of the new user. */
      readonly secondFactor?: KeyProof;
      readonly approval?: OperationApproval;
    }
  | {
      readonly op: 'deleteUser';
      readonly session: SessionId;
      readonly type: string;
      readonly name: string;
      readonly approval?: OperationApproval;
    }
  | {
      readonly op: 'changePswd';
      readonly session: SessionId;
      readonly type: string;
      readonly name: string;
      readonly password: string;
      /** The second factor from now on. */
      readonly secondFactor?: KeyProof;
      /** Keys that the user has no more. */
      readonly deregister?: readonly UserKey[];
      readonly approval?: OperationApproval;
    }
  /** Changes a second factor: another key, or none. */
  | {
      readonly op: 'changeMfa';
      readonly session: SessionId;
      readonly type: string;
      readonly name: string;
      /** The new second factor; null takes it away. */
      readonly secondFactor: KeyProof | null;
      /** A new password with it; without it, the password stays. */
      readonly password?: string;
      /** Whether the quorum key changes with it, to the same key or to none. */
      readonly changeQuorum: boolean;
      readonly approval?: OperationApproval;
    }
  /**
   * Undoes createUser, deleteUser, changePswd, changeMfa or putUser of this session, by the operation id that
   * the reply had: only the very last change of this HSM. A token that was spent stays spent.
   */
  | { readonly op: 'rollBack'; readonly session: SessionId; readonly operation: string }
  | {
      readonly op: 'registerKey';
      readonly session: SessionId;
      readonly type: string;
      readonly name: string;
      /** The officer's public key, SubjectPublicKeyInfo DER. */
      readonly publicKey: Uint8Array;
      /** What was signed: the key match string, or the registration token (at most 245 bytes). */
      readonly token: Uint8Array;
      readonly signature: Uint8Array;
    }
  /** What an officer signs to register a key, in a file that holds it. */
  | { readonly op: 'getRegistrationToken'; readonly session: SessionId }
  | {
      readonly op: 'setMValue';
      readonly session: SessionId;
      readonly service: number;
      readonly m: number;
      readonly approval?: OperationApproval;
    }
  | { readonly op: 'getMValue'; readonly service: number }
  | {
      readonly op: 'getToken';
      readonly session: SessionId;
      readonly service: number;
      readonly name: string;
      /** Of a service of keys: the key that it is for. */
      readonly key?: KeyHandle;
    }
  | {
      readonly op: 'approveToken';
      readonly session: SessionId;
      /** The whole multi token file: one 80-byte record for each HSM. This is what was signed. */
      readonly multiToken: Uint8Array;
      /** The first record of the single token file, where the approval file names one. */
      readonly singleToken?: Uint8Array;
      readonly approvals: readonly Approval[];
    }
  /** Null without a log-in, which a client needs that shows tokens to officers alone. */
  | { readonly op: 'listTokens'; readonly session: SessionId | null }
  /** Deletes the tokens whose records are given, or all of the session's user, or all that there are. */
  | {
      readonly op: 'delToken';
      readonly session: SessionId;
      readonly tokens: Uint8Array | 'all' | 'everyone';
    }
  | { readonly op: 'getTimeouts' }
  /** How long tokens last, those that are there among them. */
  | {
      readonly op: 'setTimeout';
      readonly session: SessionId;
      readonly which: keyof TokenTimeouts;
      readonly seconds: number;
    }
  | { readonly op: 'getMtls' }
  | {
      readonly op: 'registerTrustAnchor';
      readonly session: SessionId;
      /** X.509, DER. */
      readonly certificate: Uint8Array;
      readonly approval?: OperationApproval;
    }
  | {
      readonly op: 'deregisterTrustAnchor';
      readonly session: SessionId;
      readonly reference: number;
      readonly approval?: OperationApproval;
    }
  | {
      readonly op: 'setMtlsEnforcement';
      readonly session: SessionId;
      readonly level: MtlsEnforcement;
      readonly approval?: OperationApproval;
    }
  | { readonly op: 'getHSMInfo' }
  /** Reads one user, whole, to be written to another HSM by `putUser`. */
  | { readonly op: 'exportUser'; readonly session: SessionId; readonly id: number }
  | { readonly op: 'putUser'; readonly session: SessionId; readonly user: ExportedUser };

/** A user as syncUser carries it from one HSM to another; opaque to the console. */
export interface ExportedUser {
  readonly id: number;
  readonly type: UserType;
  readonly name: string;
  readonly sealed: string;
}

/** Keys that a user can have: the one that approves, and the one of a second factor. */
export type UserKey = 'quorum' | 'second-factor';

export interface ListedUser {
  readonly id: number;
  readonly type: UserType;
  readonly name: string;
  readonly hasQuorumKey: boolean;
  readonly loginFailures: number;
  /** Whether too many wrong passwords have locked the user. */
  readonly locked: boolean;
  readonly twoFactor: boolean;
}

/** The fields that getToken prints. */
export interface TokenFields {
  readonly id: number;
  readonly service: number;
  readonly node: number;
  readonly keyHandle: number;
  readonly user: string;
}

export interface ListedToken extends TokenFields {
  /** Seconds left, from 0 to what tokens last: 600 where nobody has set another time. */
  readonly validity: number;
  readonly required: number;
  /** Names of those whose approval counts now, in the order of approval. */
  readonly approvers: readonly string[];
}

export interface HsmInfo {
  readonly serialNumber: string;
  readonly partition: string;
  readonly users: number;
  readonly sessions: number;
  readonly tokens: number;
  readonly type: HsmType;
}

/** What each request answers when it succeeds. */
export interface HsmReplies extends KeyReplies {
  login: { readonly session: SessionId; readonly type: UserType; readonly name: string };
  getChallenge: { readonly digest: Uint8Array };
  activate: { readonly operation: string };
  logout: object;
  finalize: object;
  listUsers: { readonly users: readonly ListedUser[] };
  createUser: { readonly operation: string };
  deleteUser: { readonly operation: string };
  changePswd: { readonly operation: string };
  changeMfa: { readonly operation: string };
  rollBack: object;
  registerKey: { readonly operation: string };
  /** At most 245 bytes. */
  getRegistrationToken: { readonly data: Uint8Array };
  setMValue: { readonly operation: string };
  getMValue: { readonly m: number };
  getToken: { readonly record: Uint8Array; readonly token: TokenFields };
  approveToken: object;
  listTokens: { readonly tokens: readonly ListedToken[] };
  delToken: { readonly deleted: number };
  getTimeouts: { readonly timeouts: TokenTimeouts };
  setTimeout: { readonly operation: string };
  getMtls: { readonly anchors: readonly TrustAnchor[]; readonly enforcement: MtlsEnforcement };
  registerTrustAnchor: { readonly operation: string; readonly reference: number };
  deregisterTrustAnchor: { readonly operation: string };
  setMtlsEnforcement: { readonly operation: string };
  getHSMInfo: { readonly info: HsmInfo };
  exportUser: { readonly user: ExportedUser };
  putUser: { readonly operation: string };
}

export type HsmReply<Op extends HsmRequest['op']> =
  | ({ readonly ok: true } & HsmReplies[Op])
  | HsmRefusal;

/** How a request is sent. */
export interface RequestOptions {
  /** Calls the request off while the server has not begun with it, as a slow one lets wait. */
  readonly signal?: AbortSignal;
  /** Which client asks; the classic one where it is not said. */
  readonly client?: ClientName;
}

/** One HSM as a console sees it: behind it is a store, or the bare state machine in a test. */
export interface HsmConnection {
  /** @throws the signal's reason where the request was called off; then nothing was done */
  execute<R extends HsmRequest>(request: R, options?: RequestOptions): Promise<HsmReply<R['op']>>;
}

/** One HSM of a cluster, by its place in the vendor's configuration file. */
export interface ClusterServer extends HsmConnection {
  readonly name: string;
  readonly hostname: string;
  readonly port: number;
  /** The HSM's own node number: with N servers, server i has node N − 1 − i. */
  readonly node: number;
  /**
   * Tries whether the server answers, as a console does when it starts.
   *
   * @returns false where the connection cannot be had
   * @throws the signal's reason where it was called off
   */
  connect(options?: RequestOptions): Promise<boolean>;
}

/** A cluster as a console sees it. */
export interface ClusterConnection {
  readonly servers: readonly ClusterServer[];
  readonly flavour: FlavourName;
  readonly type: HsmType;
  /** How the newer command line writes what its documents contradict each other in. */
  readonly sdk5: Sdk5Edition;
  /**
   * Whether the newer command line uses no key that is on fewer than two HSMs; asked anew for each command.
   *
   * @throws Failure of kind `state`
   */
  checksKeyAvailability(): boolean;
  /** Names the cluster to the newer command line: `cluster-` and 16 hex digits. */
  readonly id: string;
  /** Takes what fails before any HSM is asked; without it, nobody can ask for that afterwards. */
  readonly journal?: ConsoleJournal;
  close(): Promise<void>;
}
