import { createHash } from 'node:crypto';

import type { SignatureCause, SignedContent } from '../refusals.ts';
import { readRecord } from './quorum.ts';
import { openQuorumKey } from './quorum-key.ts';
import type { RsaPublicKey } from './rsa-public-key.ts';
import type { HsmState, User } from './state.ts';
import { findSignedDigest } from './verify-signature.ts';

/**
 * Why a signature is wrong: for whoever asks after it has been refused. Nothing here decides anything.
 *
 * @param approver whose signature it should be, and `key` the approver's key
 * @param signed the bytes that should have been signed
 */
export function explainSignature(
  state: HsmState,
  approver: User,
  key: RsaPublicKey,
  signature: Uint8Array,
  signed: Uint8Array,
): SignatureCause {
  if (signature.length !== key.bytes) {
    return { code: 'length', bytes: signature.length, expected: key.bytes };
  }
  const digest = findSignedDigest(key, signature);
  if (digest !== undefined) {
    const content = findContent(state, Buffer.from(digest).toString('hex'), signed);
    return { code: 'other-content', user: approver.name, content };
  }
  const other = state.users.find(({ quorumKey }) => {
    const opened = quorumKey === null ? undefined : openQuorumKey(quorumKey);
    return opened !== undefined && findSignedDigest(opened, signature) !== undefined;
  });
  return other === undefined
    ? { code: 'unrecognized', user: approver.name }
    : { code: 'other-key', user: other.name };
}

function findContent(state: HsmState, digest: string, signed: Uint8Array): SignedContent {
  const own = sha256(signed);
  if (digest === sha256(Buffer.from(own, 'hex'))) return { code: 'hashed-twice' };
  if (digest === sha256(addCarriageReturns(signed))) return { code: 'text-mode' };
  for (const token of state.tokens) {
    if (digest !== sha256(Buffer.from(token.record, 'base64'))) continue;
    return { code: 'record-alone', token: readRecord(token).id };
  }
  const earlier = state.tokens.find((token) => token.digests.includes(digest));
  return earlier === undefined
    ? { code: 'unknown', signed: digest, file: own }
    : { code: 'other-token', token: readRecord(earlier).id };
}

function addCarriageReturns(bytes: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString('latin1').replace(/\n/g, '\r\n'), 'latin1');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
