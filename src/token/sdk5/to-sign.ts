import type { BytesMember, Sdk5Document } from './document.ts';

/** One signature that is wanted in a file of the newer command line. */
export interface ToSign {
  /** Of the member with the digest, as `tokens[0].unsigned`. */
  readonly path: string;
  /** SHA-256 of what is signed, 32 bytes. */
  readonly digest: Uint8Array;
  /** What the digest is of, which stands beside it; missing where a file has the digest alone. */
  readonly data?: Uint8Array;
  /** Where its signature belongs. Approvals of a quorum token have no such place. */
  readonly place?: SignaturePlace;
  /** Whether a signature stands in its place already. */
  readonly isSigned: boolean;
}

/** The one place of a signature. */
export interface SignaturePlace {
  /** As `tokens[0].signed`. */
  readonly path: string;
  /** Missing where the file has not the member. */
  readonly member: BytesMember | undefined;
}

/**
 * What is to be signed in a file of the newer command line, in the order of the file.
 *
 * @param document that nothing stops at: its digests are those of the data beside them
 * @returns one for a quorum token, however many approve it; one for each entry of other files
 * @example
 * listToSign(readSdk5File(bytes, nodeCrypto)).map(({ path }) => path); // ['token']
 */
export function listToSign(document: Sdk5Document): readonly ToSign[] {
  switch (document.kind) {
    case 'quorum': {
      const { token, approvalData } = document;
      return [{ ...describe('token', token, approvalData), isSigned: false }];
    }
    case 'authdata':
      return document.data.map(({ digest, signature }, at) => ({
        ...describe(`Data[${at}].Digest`, digest),
        ...describePlace(`Data[${at}].Signature`, signature),
      }));
    default:
      return document.tokens.map(({ unsigned, approvalData, signed }, at) => ({
        ...describe(`tokens[${at}].unsigned`, unsigned, approvalData),
        ...describePlace(`tokens[${at}].signed`, signed),
      }));
  }
}

function describe(path: string, digest: BytesMember | undefined, data?: BytesMember) {
  return {
    path,
    digest: digest?.bytes ?? new Uint8Array(),
    ...(data?.bytes !== undefined && { data: data.bytes }),
  };
}

function describePlace(path: string, member: BytesMember | undefined) {
  return { place: { path, member }, isSigned: member !== undefined && member.text !== '' };
}
