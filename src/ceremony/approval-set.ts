/**
 * What officers have to do with one another in a ceremony: one token, and the approvals over it. A file
 * is read into one set, once; all that looks at signatures looks at that. The codecs are in formats/.
 */
import { uint8ArrayToHex } from 'uint8array-extras';
import type { CryptoProvider } from '../crypto-provider.ts';
import { type AnyFailure, Failure, isFailure } from '../failure.ts';
import type { FieldText } from '../parser/text.ts';
import { decodeTokens, type TokenRecord } from '../token/record.ts';
import type { SignerNote } from './note.ts';

/** One token, and the approvals over it. */
export interface ApprovalSet {
  /** Missing where the file names none that can be opened. */
  readonly token: SignedToken | undefined;
  /** In the order of the file. */
  readonly approvals: readonly SetApproval[];
}

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
}

/** One approval: who gives it, and where its signature is. */
export interface SetApproval {
  /** 1 is CU, 2 is CO. */
  readonly type: number;
  readonly name: FieldText;
  /** The signature's file, as the approval file names it. */
  readonly origin: FieldText;
  /** Missing where the file cannot be opened. */
  readonly signature: SignatureFile | undefined;
  /** What the officer noted when signing. */
  readonly note: SignerNote | undefined;
}

/** A file that should hold a signature. */
export interface SignatureFile {
  /** In bytes. */
  readonly size: number;
  /** Its first bytes, up to {@link SIGNATURE_FILE_BYTES}. */
  readonly start: Uint8Array;
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
