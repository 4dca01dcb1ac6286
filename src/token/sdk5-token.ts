/**
 * The quorum token file of the newer command line (CloudHSM CLI, Client SDK 5), read: JSON around the same
 * records.
 */
import type { CryptoProvider } from '../crypto-provider.ts';
import { Failure } from '../failure.ts';
import type { JudgedFile } from './lint/lint-sdk5.ts';
import { judgeSdk5 } from './lint/lint-sdk5.ts';
import { decodeTokens, type TokenRecord } from './record.ts';
import type { Base64Problem } from './sdk5/base64.ts';
import type { QuorumDocument, Sdk5Document, SignatureEntry } from './sdk5/document.ts';

/** A token file of the newer command line, read. */
export interface Sdk5Token {
  /** The records as they stand in the file: what is signed. */
  readonly approvalData: Uint8Array;
  readonly records: readonly TokenRecord[];
  /** As the file names it. */
  readonly service?: string;
  /** Key services only: the key that the token is for, as `0x…`. */
  readonly keyReference?: string;
  /** In the order of the file. Whether they are right is not looked at. */
  readonly signatures: readonly Sdk5Signature[];
  /** Where everything stands. */
  readonly document: QuorumDocument;
}

/** An approval in a token file of the newer command line. */
export interface Sdk5Signature {
  readonly username: string;
  /** Older files have none. */
  readonly role?: string;
  /** 256 bytes in a right one; what can be made of it where `problem` says that it is no base64. */
  readonly signature: Uint8Array;
  readonly problem?: Base64Problem;
  /** As it stands in the file. */
  readonly text: string;
}

/**
 * Reads a file of the newer command line, of whatever kind.
 *
 * @param bytes the whole file
 * @param crypto has the hash function SHA-256
 * @throws Failure `sdk5-malformed` where it cannot be taken for what it should be
 * @example
 * readSdk5File(readFileSync('admin.token'), nodeCrypto).kind; // 'quorum'
 */
export function readSdk5File(
  bytes: Uint8Array,
  crypto: Pick<CryptoProvider, 'sha256'>,
): Sdk5Document {
  return requireReadable(judgeSdk5(bytes, crypto));
}

/** @throws Failure `sdk5-malformed` for the first thing that keeps a file from being read */
function requireReadable({ document, diagnostics }: JudgedFile): Sdk5Document {
  const found = diagnostics.find(({ stops }) => stops);
  if (found !== undefined) {
    const { stops: _, ...diagnostic } = found;
    throw new Failure('sdk5-malformed', { diagnostic });
  }
  if (document === undefined) throw new TypeError('a file without a document has a finding');
  return document;
}

/**
 * Reads a quorum token file of the newer command line.
 *
 * @param bytes the whole file
 * @param crypto has the hash function SHA-256
 * @throws Failure `sdk5-malformed` where it is no such file, where `token` is not the SHA-256 of
 * `approval_data`, or where that holds no records; `sdk5-kind` where it is for something else
 * @example
 * parseSdk5Token(readFileSync('admin.token'), nodeCrypto).signatures.length; // 2
 */
export function parseSdk5Token(
  bytes: Uint8Array,
  crypto: Pick<CryptoProvider, 'sha256'>,
): Sdk5Token {
  const document = readSdk5File(bytes, crypto);
  if (document.kind !== 'quorum') throw new Failure('sdk5-kind', { kind: document.kind });
  const approvalData = document.approvalData?.bytes ?? new Uint8Array();
  const { service, keyReference, signatures } = document;
  return {
    approvalData,
    records: decodeTokens(approvalData),
    ...(service !== undefined && { service: service.text }),
    ...(keyReference !== undefined && { keyReference: keyReference.text }),
    signatures: (signatures?.items ?? []).map(readSignature),
    document,
  };
}

function readSignature({ username, role, signature }: SignatureEntry): Sdk5Signature {
  return {
    username: username?.text ?? '',
    ...(role !== undefined && { role: role.text }),
    signature: signature?.bytes ?? new Uint8Array(),
    ...(signature?.problem !== undefined && { problem: signature.problem }),
    text: signature?.text ?? '',
  };
}
