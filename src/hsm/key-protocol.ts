import type {
  CurveName,
  KeyAttributeName,
  KeyAttributes,
  KeyClass,
  KeyFlag,
  KeyHash,
  KeyQuorum,
  KeyService,
  KeyType,
} from './keys.ts';
import type { OperationApproval, SessionId } from './operation-approval.ts';

/** What can be asked of an HSM about the keys in it, and what it answers: the part of protocol.ts for keys. */

/** A key is made on one HSM, taken out of it sealed, and put into each other under the same handle. */
export type KeyHandle = number;

/** What a key is to be that is made, unwrapped or imported. */
export interface NewKey {
  readonly label: string;
  /** Hex; empty where not given. */
  readonly id?: string;
  /** Those that are not as usual. */
  readonly flags?: Partial<Readonly<Record<KeyFlag, boolean>>>;
  /** Whether it is gone with the log-in that made it. */
  readonly isSession?: boolean;
  /** Names of crypto users. */
  readonly sharedWith?: readonly string[];
  readonly quorum?: KeyQuorum;
}

/** A pair of keys that is to be made. */
export type NewPair =
  | { readonly type: 'rsa'; readonly bits: number; readonly exponent: number }
  | { readonly type: 'ec'; readonly curve: CurveName };

/** How data are signed. `isDigest`: they are hashed already; for rsa-pkcs they are the DER DigestInfo then. */
export type SignMechanism =
  | { readonly type: 'rsa-pkcs'; readonly hash: KeyHash; readonly isDigest: boolean }
  | {
      readonly type: 'rsa-pkcs-pss';
      readonly hash: KeyHash;
      readonly mgf: KeyHash;
      /** Bytes. */
      readonly saltLength: number;
      readonly isDigest: boolean;
    }
  | { readonly type: 'ecdsa'; readonly hash: KeyHash; readonly isDigest: boolean };

/** How one key is wrapped with another. */
export type WrapMechanism =
  | { readonly type: 'aes-gcm'; readonly tagBits: number; readonly aad: Uint8Array }
  | { readonly type: 'rsa-pkcs' }
  | { readonly type: 'rsa-oaep'; readonly hash: KeyHash; readonly mgf: KeyHash };

/** Which keys are looked for: all that is said must hold. */
export interface KeyFilter {
  readonly handle?: KeyHandle;
  readonly attributes?: readonly (readonly [
    name: KeyAttributeName,
    value: string | number | boolean,
  ])[];
}

/** A crypto user, as the newer client names one, or by id, as the classic one does. */
export type NamedUser = number | { readonly type: string; readonly name: string };

interface KeySharing {
  readonly session: SessionId;
  readonly handle: KeyHandle;
  readonly user: NamedUser;
  readonly approval?: OperationApproval;
}

/** A request about keys; `op` says what it does. */
export type KeyRequest =
  | {
      readonly op: 'generateKey';
      readonly session: SessionId;
      readonly type: 'aes' | 'generic-secret';
      readonly bytes: number;
      readonly key: NewKey;
    }
  | {
      readonly op: 'generateKeyPair';
      readonly session: SessionId;
      readonly pair: NewPair;
      readonly publicKey: NewKey;
      /** Who shares it, and its quorum, are of the private key alone. */
      readonly privateKey: NewKey;
    }
  | {
      readonly op: 'importKey';
      readonly session: SessionId;
      readonly type: 'rsa' | 'ec';
      /** SubjectPublicKeyInfo, DER. */
      readonly publicKey: Uint8Array;
      readonly key: NewKey;
    }
  | {
      readonly op: 'wrapKey';
      readonly session: SessionId;
      readonly payload: KeyHandle;
      readonly wrapping: KeyHandle;
      readonly mechanism: WrapMechanism;
      readonly wrappingApproval?: OperationApproval;
      readonly payloadApproval?: OperationApproval;
    }
  | {
      readonly op: 'unwrapKey';
      readonly session: SessionId;
      readonly wrapping: KeyHandle;
      readonly mechanism: WrapMechanism;
      /** Of aes-gcm. */
      readonly iv?: Uint8Array;
      readonly wrapped: Uint8Array;
      readonly type: KeyType;
      readonly class: KeyClass;
      readonly key: NewKey;
      readonly approval?: OperationApproval;
    }
  /** Takes a key out, sealed for the HSMs of the same cluster: for its owner, and for officers. */
  | { readonly op: 'extractMaskedKey'; readonly session: SessionId; readonly handle: KeyHandle }
  /** Puts a key in that another HSM of the cluster sealed, under the same handle. */
  | { readonly op: 'insertMaskedKey'; readonly session: SessionId; readonly sealed: string }
  /** Keys that the user can see: its own, shared ones, public ones; an officer sees all. */
  | { readonly op: 'findKeys'; readonly session: SessionId; readonly filter: KeyFilter }
  /** Those of these keys that the user can see. */
  | { readonly op: 'getKeys'; readonly session: SessionId; readonly handles: readonly KeyHandle[] }
  | (KeySharing & { readonly op: 'shareKey' })
  | (KeySharing & { readonly op: 'unshareKey' })
  | {
      readonly op: 'setKeyAttribute';
      readonly session: SessionId;
      readonly handle: KeyHandle;
      readonly attribute: KeyAttributeName;
      readonly value: boolean | string;
      readonly approval?: OperationApproval;
    }
  /** No quorum covers it: whoever owns a key deletes it alone. */
  | { readonly op: 'deleteKey'; readonly session: SessionId; readonly handle: KeyHandle }
  | {
      readonly op: 'sign';
      readonly session: SessionId;
      readonly handle: KeyHandle;
      readonly mechanism: SignMechanism;
      readonly data: Uint8Array;
      readonly approval?: OperationApproval;
    }
  | {
      readonly op: 'verify';
      readonly session: SessionId;
      readonly handle: KeyHandle;
      readonly mechanism: SignMechanism;
      readonly data: Uint8Array;
      readonly signature: Uint8Array;
    }
  /**
   * Gives a token away that lets something through on another HSM: what one HSM answers, such as a signature, is
   * asked of one, and the tokens of all others are spent so.
   */
  | {
      readonly op: 'spendKeyToken';
      readonly session: SessionId;
      readonly handle: KeyHandle;
      readonly service: KeyService;
      readonly approval: OperationApproval;
    }
  /** Keys that a user owns or shares; for officers. */
  | {
      readonly op: 'findAllKeys';
      readonly session: SessionId;
      readonly user: number;
      readonly withHash: boolean;
    }
  | { readonly op: 'getCertificate'; readonly type: number };

/** A user of a key; of one who is no more, the name is null. */
export interface KeyUser {
  readonly id: number;
  readonly name: string | null;
}

/** A key, as an HSM tells of it. */
export interface ListedKey {
  readonly handle: KeyHandle;
  readonly owner: KeyUser;
  /** In the order of sharing; those who are no more are left out. */
  readonly sharedWith: readonly KeyUser[];
  readonly quorum: KeyQuorum;
  readonly attributes: KeyAttributes;
}

export interface KeyReplies {
  generateKey: { readonly operation: string; readonly handle: KeyHandle };
  generateKeyPair: {
    readonly operation: string;
    readonly publicHandle: KeyHandle;
    readonly privateHandle: KeyHandle;
  };
  importKey: { readonly operation: string; readonly handle: KeyHandle };
  wrapKey: { readonly wrapped: Uint8Array; readonly iv?: Uint8Array };
  unwrapKey: { readonly operation: string; readonly handle: KeyHandle };
  extractMaskedKey: { readonly sealed: string };
  insertMaskedKey: { readonly operation: string; readonly handle: KeyHandle };
  /** In the order of their handles. */
  findKeys: { readonly handles: readonly KeyHandle[] };
  getKeys: { readonly keys: readonly ListedKey[] };
  shareKey: { readonly operation: string };
  unshareKey: { readonly operation: string };
  setKeyAttribute: { readonly operation: string };
  deleteKey: { readonly operation: string };
  /** Of ecdsa: r and s, each as long as the order of the curve. */
  sign: { readonly signature: Uint8Array };
  verify: object;
  spendKeyToken: object;
  findAllKeys: {
    readonly keys: readonly { readonly handle: KeyHandle; readonly isOwned: boolean }[];
    /** SHA-256, hex, over users, ownership and sharing of all keys; where it was asked for and the user has a key. */
    readonly hash?: string;
  };
  /** PEM. */
  getCertificate: { readonly certificate: string };
}
