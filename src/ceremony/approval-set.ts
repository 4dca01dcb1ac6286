/**
 * What officers have to do with one another in a ceremony: one token, and the approvals over it. A file
 * is read into one set, once; all that looks at signatures looks at that. The codecs are in formats/.
 */
import { uint8ArrayToHex } from 'uint8array-extras';
import type { CryptoProvider } from '../crypto-provider.ts';
import { type AnyFailure, Failure, isFailure } from '../failure.ts';
import type { Sdk5Diagnostic } from '../failure-codes/sdk5-diagnostic.ts';
import type { DeviceError } from '../parser/device.ts';
import type { FieldText } from '../parser/text.ts';
import { decodeTokens, type TokenRecord } from '../token/record.ts';
import type { Base64Problem } from '../token/sdk5/base64.ts';

/** One token, and the approvals over it. */
export interface ApprovalSet {
  /** Which of the two kinds of file it stands in. */
  readonly format: 'classic' | 'sdk5';
  /** Missing where the file has or names none that can be opened. */
  readonly token: SignedToken | undefined;
  /** Why there is no token, where the HSM's tool says it. */
  readonly tokenError: DeviceError | undefined;
  /** Those that the HSM would look at, in the order of the file. */
  readonly approvals: readonly SetApproval[];
  /** Those that are written, and that the HSM's tool does not read, or reads as somebody else's. */
  readonly unread: readonly SetApproval[];
  /** Signatures that stand where the HSM's tool looks for none. */
  readonly misplaced: readonly MisplacedApproval[];
  /** Files that it names, as it names them. */
  readonly names: {
    readonly tokens: readonly FieldText[];
    readonly signatures: readonly FieldText[];
  };
  /** How many approvals the file says that there are; undefined where such a file does not say it. */
  readonly claimedApprovals: number | undefined;
  /** Why the HSM takes the file as a whole for none, or should not be given it. */
  readonly faults: readonly SetFault[];
  /** Whether the HSM's tool reads the file otherwise than it is written, all that it names being there. */
  readonly readingsDiffer: boolean;
}

/** Why a file as a whole does not count. */
export type SetFault =
  /** the HSM's tool stops at the file */
  | { readonly code: 'device-error'; readonly error: DeviceError }
  /** the end of a value is missing, and what the tool makes of that is left to chance */
  | { readonly code: 'value-not-ended' }
  /** its tool reads no approval at all, says success and changes nothing */
  | { readonly code: 'no-approvals' }
  /** it cannot be taken for a token file of the newer command line */
  | { readonly code: 'malformed'; readonly diagnostic: Sdk5Diagnostic }
  /** it is a file of the newer command line for something else */
  | { readonly code: 'other-kind'; readonly kind: 'registration' | 'mfa' | 'authdata' };

/** What the officers of a file are to sign. */
export interface SignedToken {
  /** Where it stands, as the file names it. */
  readonly path: FieldText;
  readonly signedBytes: Uint8Array;
  /** SHA-256 of what is signed, hex. */
  readonly digest: string;
  /** Empty where `problem` says why it is no quorum token. */
  readonly records: readonly TokenRecord[];
  readonly problem?: AnyFailure;
  /** The JSON file around it, as it is and as it was before its approvals came; made when it is asked for. */
  readonly listEnclosing?: () => readonly Uint8Array[];
}

/** One approval: who gives it, and where its signature is. */
export interface SetApproval {
  /** 1 is CU, 2 is CO. */
  readonly type: number;
  readonly name: FieldText;
  /** Where the signature is, as people call it: its file, or its place in the approval file. */
  readonly origin: FieldText;
  /** Missing where the file cannot be opened. */
  readonly signature: SignatureFile | undefined;
  /** Why it does not count whatever its signature is. */
  readonly unfit: UnfitReason | undefined;
}

/** A signature that stands where nobody looks for one, so that it is nobody's. */
export interface MisplacedApproval {
  readonly path: string;
  readonly belongs: string;
  readonly signature: SignatureFile;
}

/** Why an approval does not count whatever its signature is. */
export type UnfitReason =
  /** the service takes the approvals of another type: of officers, or, for a key, of its users */
  | { readonly code: 'type'; readonly type: number; readonly expected: 1 | 2 }
  /** the service takes the approvals of another role */
  | { readonly code: 'role'; readonly role: string; readonly expected: string };

/** A file that should hold a signature. */
export interface SignatureFile {
  /** In bytes. */
  readonly size: number;
  /** Its first bytes, up to {@link SIGNATURE_FILE_BYTES}. */
  readonly start: Uint8Array;
  /** What keeps the text, of which these bytes are made, from being base64. */
  readonly malformed?: Base64Problem;
}

/** Most bytes of a signature's file that are looked into: mails with a signature in them are smaller. */
export const SIGNATURE_FILE_BYTES: number = 1 << 16;

/** Looks at what officers sign. It never throws: what is no quorum token can be signed all the same. */
export function readSignedToken(
  path: FieldText,
  signedBytes: Uint8Array,
  { sha256 }: Pick<CryptoProvider, 'sha256'>,
): SignedToken {
  const token = { path, signedBytes, digest: uint8ArrayToHex(sha256(signedBytes)) };
  if (signedBytes.length === 0) {
    return { ...token, records: [], problem: new Failure('token-empty', {}) };
  }
  try {
    return { ...token, records: decodeTokens(signedBytes) };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { ...token, records: [], problem: error };
  }
}
