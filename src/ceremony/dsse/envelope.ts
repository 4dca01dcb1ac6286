/**
 * Envelopes that carry a signed payload: DSSE, version 1 (secure-systems-lab/dsse, envelope.md and protocol.md).
 */

/** A payload, and the signatures over it. */
export interface Envelope {
  /** As `application/vnd.in-toto+json`; it is part of what is signed. */
  readonly payloadType: string;
  readonly payload: Uint8Array;
  /** In the order of the file. */
  readonly signatures: readonly EnvelopeSignature[];
}

/** One signature of an envelope. */
export interface EnvelopeSignature {
  /** A hint of whose it is, which nothing is believed of; empty where there is none. */
  readonly keyId: string;
  /** Over the payload's PAE; RSASSA-PKCS1-v1_5 with SHA-256 where it is one of ours. */
  readonly signature: Uint8Array;
}
