/**
 * What must not be in a bundle, as far as the files at hand tell: nonces of tokens that might still be spent, and every
 * signature over them.
 */
import { hexToUint8Array, uint8ArrayToHex } from 'uint8array-extras';
import type { ApprovalSet } from '../../ceremony/approval-set.ts';
import { isSignatureOfDigest } from '../../ceremony/officer-key.ts';
import { readSignedPolicy } from '../../ceremony/policy/signed-policy.ts';
import { readRequest } from '../../ceremony/request/statement.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { DEVICE_LIMITS } from '../../parser/device.ts';
import { looksLikeJson } from '../../token/json/looks-like-json.ts';
import { attempt } from '../judge/attempt.ts';
import { listAllKeys, readTrust } from '../judge/trust.ts';
import type { Piece } from '../piece.ts';
import type { GivenFile } from './given-file.ts';
import type { Forbidden } from './secrets/find-secret.ts';
import { Needles } from './secrets/needles.ts';
import { listViews } from './secrets/views.ts';

/** What is to stay out. */
export interface LiveTokens {
  readonly sets: readonly ApprovalSet[];
  /** Files with a signature that stand alone. */
  readonly signatures: readonly GivenFile[];
}

/** @param pieces all of the bundle, as it would be */
export function findForbidden(
  { sets, signatures }: LiveTokens,
  pieces: readonly Piece[],
  spent: ReadonlySet<string>,
  crypto: CryptoProvider,
): Forbidden {
  const keys = listAllKeys(readTrust(pieces, crypto, []));
  const signable = new Set([...spent, ...listEnvelopeDigests(pieces, crypto)]);
  const needles = new Needles();
  for (const { token, approvals, unread, misplaced } of sets) {
    for (const { nonce } of token?.records ?? []) needles.add(nonce);
    for (const { signature } of [...approvals, ...unread, ...misplaced]) {
      if (signature !== undefined)
        needles.add(signature.start.subarray(0, DEVICE_LIMITS.signature));
    }
  }
  const isHarmless = (signature: Uint8Array): boolean =>
    [...signable].some((digest) =>
      keys.some((key) => isSignatureOfDigest(key, hexToUint8Array(digest), signature, crypto)),
    );
  for (const { bytes } of signatures) {
    const views = [...listViews(bytes, 1)].filter(({ length }) => length >= 128);
    if (views.some((view) => isHarmless(view.subarray(0, DEVICE_LIMITS.signature)))) continue;
    for (const view of views) needles.add(view);
  }
  return { needles, keys, signable };
}

/** SHA-256 of what the signatures of requests and policies are over. */
function listEnvelopeDigests(
  pieces: readonly Piece[],
  { sha256 }: Pick<CryptoProvider, 'sha256'>,
): readonly string[] {
  return pieces.flatMap(({ path, kind, bytes }) => {
    const isEnvelope = kind === 'request' || (kind === 'policy' && looksLikeJson(bytes));
    if (!isEnvelope) return [];
    const read = kind === 'request' ? readRequest : readSignedPolicy;
    const signed = attempt(path, [], () => read(bytes));
    return signed === undefined ? [] : [uint8ArrayToHex(sha256(signed.signedBytes))];
  });
}
