import type { AuthDataDocument, BytesMember, TokensDocument } from './document.ts';

/** What is signed in a registration or a log-in, and its signature. */
export interface SignedEntry {
  /** Of the member with the digest, as `tokens[0].unsigned`. */
  readonly digestPath: string;
  /** Of the member with the signature, as `tokens[0].signed`. */
  readonly signaturePath: string;
  /** SHA-256 of what is signed, 32 bytes. */
  readonly digest: Uint8Array;
  /** What the digest is of; missing where a file has the digest alone. */
  readonly data?: Uint8Array;
  /** Missing where the member is. */
  readonly signature: BytesMember | undefined;
}

/**
 * What is signed in a registration or a log-in, in the order of the file.
 *
 * @param document that nothing stops at: its digests are those of the data beside them
 * @example
 * listEntries(document).map(({ digestPath }) => digestPath); // ['tokens[0].unsigned']
 */
export function listEntries(document: TokensDocument | AuthDataDocument): readonly SignedEntry[] {
  if (document.kind === 'authdata') {
    return document.data.map(({ digest, signature }, at) => ({
      digestPath: `Data[${at}].Digest`,
      signaturePath: `Data[${at}].Signature`,
      digest: bytesOf(digest),
      signature,
    }));
  }
  return document.tokens.map(({ unsigned, approvalData, signed }, at) => ({
    digestPath: `tokens[${at}].unsigned`,
    signaturePath: `tokens[${at}].signed`,
    digest: bytesOf(unsigned),
    ...(approvalData?.bytes !== undefined && { data: approvalData.bytes }),
    signature: signed,
  }));
}

function bytesOf(member: BytesMember | undefined): Uint8Array {
  return member?.bytes ?? new Uint8Array();
}
