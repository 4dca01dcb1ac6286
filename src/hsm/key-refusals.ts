import type { GuardedService } from './guarded-services.ts';
import type { SignMechanism, WrapMechanism } from './key-protocol.ts';
import type { KeyAttributeName, KeyClass, KeyFlag, KeyHash, KeyService, KeyType } from './keys.ts';
import type { ReachedLimit } from './reached-limit.ts';
import type { UserType } from './user-types.ts';

/** Why an HSM refuses what is asked of the keys that it holds: the part of refusals.ts for keys. */
export interface KeyUseRefusals {
  /** Whoever is logged in is no crypto user, and so owns and uses no keys. */
  'not-a-crypto-user': { readonly user: string; readonly userType: UserType };
  /** There is no such key, or the user cannot see it: which of the two, nobody is told. */
  'key-unknown': KeyNamed;
  /** The user sees the key; only its owner does this. */
  'key-of-another': KeyNamed;
  'keys-full': ReachedLimit;
  'key-handle-taken': KeyNamed;
  /** What is to be put in was not sealed by an HSM of this cluster. */
  'key-forged': object;
  'key-label-size': { readonly characters: number; readonly maximum: number };
  /** A label has characters that no terminal shows. */
  'key-label-unprintable': object;
  'key-id-malformed': { readonly maximum: number };
  /** Bytes of a secret key, bits of an RSA key. */
  'key-size': { readonly keyType: KeyType; readonly size: number };
  'key-exponent': { readonly exponent: number };
  /** When a key is made, or later: the rules of the attribute, or of this key, do not let it. */
  'key-attribute-refused': { readonly attribute: KeyAttributeName; readonly value: string };
  /** Fewer users are associated with the key than approvals are asked for. */
  'key-quorum-value': {
    readonly value: number;
    readonly associated: number;
    readonly maximum: number;
  };
  'key-share-owner': { readonly user: string };
  'key-share-public': object;
  /** A key is shared with crypto users only. */
  'key-share-type': { readonly user: string; readonly userType: UserType };
  'key-not-destroyable': KeyNamed;
  /** An attribute that the use needs is not true. */
  'key-without-use': KeyNamed & { readonly attribute: KeyFlag };
  /** The mechanism is for keys of another class or type. */
  'key-unfit': KeyNamed & {
    readonly mechanism: KeyMechanism;
    readonly keyClass: KeyClass;
    readonly keyType: KeyType;
  };
  /** What is to be signed is no digest of that hash; for rsa-pkcs, no DigestInfo of it. */
  'digest-malformed': {
    readonly mechanism: KeyMechanism;
    readonly hash: KeyHash;
    readonly bytes: number;
  };
  /** A mask generation function of another hash than the data's. */
  'mgf-other-hash': { readonly hash: KeyHash; readonly mgf: KeyHash };
  'salt-length': { readonly saltLength: number; readonly maximum: number };
  'data-signature-wrong': object;
  /** What is to be imported is no public key of the type, or one that an HSM does not take. */
  'key-import-malformed': { readonly keyType: KeyType };
  'tag-length': { readonly bits: number };
  'iv-length': { readonly bytes: number; readonly expected: number };
  /** What a key is made of is more than the mechanism wraps. */
  'wrap-too-large': { readonly bytes: number; readonly maximum: number };
  /** Wrapped with another key, damaged, or no key of that class and type: which of them, nobody is told. */
  'unwrap-failed': object;
  /** A use of a key came without the approvals that the key asks for. */
  'key-approval-missing': KeyApprovals;
  /** A use of a key needs a token, and the user has none of its service and key. */
  'key-token-missing': KeyApprovals & { readonly user: string };
  /** The key asks for no approvals of that service. */
  'key-quorum-off': KeyNamed & { readonly service: KeyService };
  'key-shared-already': { readonly user: string };
  'key-not-shared': { readonly user: string };
  /** With a user less, too few would be left for the approvals that the key asks for. */
  'key-sharer-needed': {
    readonly user: string;
    readonly left: number;
    readonly needed: number;
  };
}

/** What a use of a key asks for. */
export interface KeyApprovals extends KeyNamed {
  readonly service: GuardedService;
  readonly required: number;
}

export interface KeyNamed {
  readonly handle: number;
}

/** How keys sign and wrap. */
export type KeyMechanism = SignMechanism['type'] | WrapMechanism['type'];
