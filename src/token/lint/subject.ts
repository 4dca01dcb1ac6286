import type { CryptoProvider } from '../../crypto-provider.ts';
import type { Span } from '../../diagnostic.ts';
import type { JsonReading } from '../json/read-json.ts';
import { readTokens, type TokenRecord, type TokensReading } from '../record.ts';
import type { BytesMember, Sdk5Document, SignatureEntry } from '../sdk5/document.ts';

/** What the rules look at. */
export interface Subject {
  /** The file, one character for each byte. */
  readonly text: string;
  readonly reading: JsonReading;
  /** Missing where it is no JSON, or none of the newer command line. */
  readonly document: Sdk5Document | undefined;
  /** Of a quorum token; missing where its data cannot be read. */
  readonly records: readonly TokenRecord[] | undefined;
  readonly crypto: Pick<CryptoProvider, 'sha256'>;
  /** Unix seconds; missing where no age is to be told. */
  readonly now: number | undefined;
}

/** Records, or why some bytes are none. */
export type RecordsReading = TokensReading | { readonly problem: 'empty' };

/** Reads the data of a token, which officers sign. It never throws. */
export function readRecords(bytes: Uint8Array): RecordsReading {
  return bytes.length === 0 ? { problem: 'empty' } : readTokens(bytes);
}

/** The approvals of a quorum token; other files have none. */
export function listApprovals(document: Sdk5Document | undefined): readonly SignatureEntry[] {
  return (document?.kind === 'quorum' && document.signatures?.items) || [];
}

/** The members of a document that should be base64, with their paths. */
export function listBytes(document: Sdk5Document): readonly PlacedBytes[] {
  const found: { path: string; member: BytesMember | undefined }[] = [];
  if (document.kind === 'quorum') {
    found.push({ path: 'approval_data', member: document.approvalData });
    found.push({ path: 'token', member: document.token });
  } else if (document.kind === 'authdata') {
    document.data.forEach(({ digest, signature }, at) => {
      found.push({ path: `Data[${at}].Digest`, member: digest });
      found.push({ path: `Data[${at}].Signature`, member: signature });
    });
  } else {
    document.tokens.forEach(({ approvalData, unsigned, signed }, at) => {
      found.push({ path: `tokens[${at}].approval_data`, member: approvalData });
      found.push({ path: `tokens[${at}].unsigned`, member: unsigned });
      found.push({ path: `tokens[${at}].signed`, member: signed });
    });
  }
  if (document.kind !== 'authdata') {
    document.signatures?.items.forEach(({ signature }, at) => {
      found.push({ path: `signatures[${at}].signature`, member: signature });
    });
  }
  return found.flatMap(({ path, member }) => (member === undefined ? [] : [{ path, member }]));
}

/** A member, and its path. */
export interface PlacedBytes {
  readonly path: string;
  readonly member: BytesMember;
}

/** Whether a member holds a signature, and not what is signed. */
export function isSignaturePath(path: string): boolean {
  return /\.(signature|signed|Signature)$/.test(path);
}

/** The brace with which the file begins, for what concerns all of it. */
export function beginningOf({ json }: Sdk5Document): Span {
  const { start } = json.root.span;
  return { start, end: start + 1 };
}
