import { uint8ArrayToHex } from 'uint8array-extras';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { wordsOfDigest } from '../../digest-words/words-of-digest.ts';
import type { Sdk5Document } from '../../token/sdk5/document.ts';
import { listToSign } from '../../token/sdk5/to-sign.ts';
import { MAY_APPROVE } from '../../words/to-sign.ts';
import { listFileCautions } from './file-cautions.ts';
import type { OtherKindAnswer } from './token-answer.ts';

/** A file of the newer command line that is no quorum token: a registration or a log-in. */
export interface OtherKind {
  readonly bytes: Uint8Array;
  readonly document: Exclude<Sdk5Document, { readonly kind: 'quorum' }>;
}

/**
 * What `mofn token show --json` answers of one.
 *
 * @param withWords whether each digest is said in words too
 */
export function encodeOtherKind(
  path: string,
  file: OtherKind,
  crypto: Pick<CryptoProvider, 'sha256'>,
  withWords = false,
): OtherKindAnswer {
  return {
    schemaVersion: 1,
    file: path,
    format: 'sdk5',
    kind: file.document.kind,
    entries: listToSign(file.document).map(({ path: member, digest, data, isSigned }) => ({
      path: member,
      sha256: uint8ArrayToHex(digest),
      ...(withWords && { words: wordsOfDigest(uint8ArrayToHex(digest)) }),
      data: data === undefined ? null : uint8ArrayToHex(data),
      signed: isSigned,
    })),
    warnings: listOtherCautions(file, crypto),
  };
}

/** What whoever signs the file should know. */
export function listOtherCautions(
  { bytes, document }: OtherKind,
  crypto: Pick<CryptoProvider, 'sha256'>,
): readonly string[] {
  const toSign = listToSign(document);
  return [
    ...(toSign.some(({ data }) => data === undefined) ? [MAY_APPROVE] : []),
    ...listFileCautions(bytes, crypto),
  ];
}
