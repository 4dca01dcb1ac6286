/**
 * Policies that were signed, in a DSSE envelope as requests are. What is signed is the TOML, byte for byte, and its
 * digest is the policy's, signed or not.
 */
import { Failure } from '../../failure.ts';
import type { EnvelopeSignature } from '../dsse/envelope.ts';
import { encodePae } from '../dsse/pae.ts';
import { readEnvelope } from '../dsse/read-envelope.ts';

/** DSSE's type of a payload that is a policy. */
export const POLICY_PAYLOAD_TYPE = 'application/vnd.mofn.policy+toml';

/** A policy's text, and what was signed. */
export interface SignedPolicy {
  readonly toml: Uint8Array;
  /** What the signatures are over: DSSE's PAE of it. */
  readonly signedBytes: Uint8Array;
  readonly signatures: readonly EnvelopeSignature[];
}

/**
 * Opens a signed policy. Whoever signed it is not looked at, and the TOML is not read.
 *
 * @param bytes the envelope's file
 * @throws Failure `envelope-…` where it is no envelope, `policy-payload-type` where that is around something else
 * @example
 * readPolicy(readSignedPolicy(readFileSync('policy.json')).toml, policyWorld).diagnostics; // []
 */
export function readSignedPolicy(bytes: Uint8Array): SignedPolicy {
  const { payloadType, payload, signatures } = readEnvelope(bytes);
  if (payloadType !== POLICY_PAYLOAD_TYPE) {
    throw new Failure('policy-payload-type', { found: payloadType, expected: POLICY_PAYLOAD_TYPE });
  }
  return { toml: payload, signedBytes: encodePae(payloadType, payload), signatures };
}
