import type { FlavourName } from './flavours.ts';
import type { HsmRefusal } from './refusals.ts';
import type { ConsoleJournal } from './unsent.ts';
import type { UserType } from './user-types.ts';

/**
 * What a console can ask of one HSM, and what the HSM answers: plain data, one request and one reply
 * at a time. The state machine (machine/) is a pure function of state, request and environment;
 * the store makes its changes durable; a console sends the same request to each HSM of a cluster.
 */

export type { ProcessIdentity } from '../process-identity.ts';

/** A log-in session on one HSM. Unique on that HSM, never used again, and of the process that logged in. */
export type SessionId = string;

/** An approver as the approval file names one, with what the signature file held. */
export interface Approval {
  /** As the file numbers it: 1 is CU, 2 is CO. */
  readonly type: number;
  readonly name: string;
  /** The signature file's bytes as they were read, whatever their number. */
  readonly signature: Uint8Array;
}

/** A request; `op` names the command of the console that it serves. */
export type HsmRequest =
  | {
      readonly op: 'login';
      /** As typed: `CO` also finds a PCO, every other type only itself. `AU` never logs in. */
      readonly type: string;
      readonly name: string;
      readonly password: string;
    }
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
    }
  | {
      readonly op: 'deleteUser';
      readonly session: SessionId;
      readonly type: string;
      readonly name: string;
    }
  | {
      readonly op: 'changePswd';
      readonly session: SessionId;
      readonly type: string;
      readonly name: string;
      readonly password: string;
    }
  /**
   * Undoes createUser, deleteUser, changePswd or putUser of this session, by the operation id that
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
  | {
      readonly op: 'setMValue';
      readonly session: SessionId;
      readonly service: number;
      readonly m: number;
    }
  | { readonly op: 'getMValue'; readonly service: number }
  | {
      readonly op: 'getToken';
      readonly session: SessionId;
      readonly service: number;
      readonly name: string;
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
  | { readonly op: 'listTokens'; readonly session: SessionId }
  /** Deletes the tokens whose records are given, or all of the session's user. */
  | {
      readonly op: 'delToken';
      readonly session: SessionId;
      readonly tokens: Uint8Array | 'all';
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

export interface ListedUser {
  readonly id: number;
  readonly type: UserType;
  readonly name: string;
  readonly hasQuorumKey: boolean;
  readonly loginFailures: number;
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
  /** Seconds left, 0…600. */
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
}

/** What each request answers when it succeeds. */
export interface HsmReplies {
  login: { readonly session: SessionId; readonly type: UserType; readonly name: string };
  logout: object;
  finalize: object;
  listUsers: { readonly users: readonly ListedUser[] };
  createUser: { readonly operation: string };
  deleteUser: { readonly operation: string };
  changePswd: { readonly operation: string };
  rollBack: object;
  registerKey: { readonly operation: string };
  setMValue: { readonly operation: string };
  getMValue: { readonly m: number };
  getToken: { readonly record: Uint8Array; readonly token: TokenFields };
  approveToken: object;
  listTokens: { readonly tokens: readonly ListedToken[] };
  delToken: { readonly deleted: number };
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
  /** Takes what fails before any HSM is asked; without it, nobody can ask for that afterwards. */
  readonly journal?: ConsoleJournal;
  close(): Promise<void>;
}
