import { createHash } from 'node:crypto';
import { readRecord } from './quorum.ts';
import { openQuorumKey } from './quorum-key.ts';
import type { RsaPublicKey } from './rsa-public-key.ts';
import type { HsmState, User } from './state.ts';
import { findSignedDigest } from './verify-signature.ts';

/**
 * Why a signature is wrong: for `mofn hsm explain`, after it has been refused. Nothing here decides
 * anything.
 *
 * @param approver whose signature it should be, and `key` the approver's key
 * @param signed the bytes that should have been signed
 * @returns a clause in lower case
 */
export function explainSignature(
  state: HsmState,
  approver: User,
  key: RsaPublicKey,
  signature: Uint8Array,
  signed: Uint8Array,
): string {
  if (signature.length !== key.bytes) {
    return `the signature has ${signature.length} bytes, expected exactly ${key.bytes}`;
  }
  const digest = findSignedDigest(key, signature);
  if (digest !== undefined) {
    return (
      `the signature is by ${approver.name}'s key, but not over this multi token file: ` +
      explainDigest(state, Buffer.from(digest).toString('hex'), signed)
    );
  }
  const other = state.users.find(
    (user) =>
      user.quorumKey !== null &&
      findSignedDigest(openQuorumKey(user.quorumKey), signature) !== undefined,
  );
  if (other !== undefined) return `the signature is by the key of ${other.name}`;
  return (
    `the signature is no SHA-256 PKCS#1 v1.5 signature by ${approver.name}'s registered key, nor by ` +
    'any other that is registered here: another key, another scheme such as PSS, or damage'
  );
}

function explainDigest(state: HsmState, digest: string, signed: Uint8Array): string {
  const own = sha256(signed);
  if (digest === sha256(Buffer.from(own, 'hex'))) {
    return 'it is over the SHA-256 of the file, so it was hashed twice';
  }
  if (digest === sha256(addCarriageReturns(signed))) {
    return 'it is over a copy whose line ends were changed to CR LF, as a transfer in text mode does';
  }
  for (const token of state.tokens) {
    const record = Buffer.from(token.record, 'base64');
    if (digest !== sha256(record)) continue;
    return `it is over the record of token ${readRecord(token).id} of this HSM alone`;
  }
  const earlier = state.tokens.find((token) => token.digests.includes(digest));
  if (earlier !== undefined) return `it is over the file of token ${readRecord(earlier).id}`;
  return `it is over something with SHA-256 ${digest}, and the file has ${own}`;
}

function addCarriageReturns(bytes: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString('latin1').replace(/\n/g, '\r\n'), 'latin1');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
