/** Signatures of envelopes: whose they are, and that none is nobody's. */
import type { EnvelopeSignature } from '../../ceremony/dsse/envelope.ts';
import { judgeRequestSignatures, type KeyHolder } from '../../ceremony/request/judge-signatures.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import type { Contradiction, SignatureFinding } from '../findings.ts';
import { findSignerKey } from './trust.ts';

/** What was signed, and the signatures over it. */
export interface SignedBytes {
  readonly signedBytes: Uint8Array;
  readonly signatures: readonly EnvelopeSignature[];
}

/** Says whose the signatures of an envelope are. */
export function describeSignatures(
  signed: SignedBytes,
  holders: readonly KeyHolder[],
  crypto: CryptoProvider,
): readonly SignatureFinding[] {
  const digest = crypto.sha256(signed.signedBytes);
  return judgeRequestSignatures(signed, holders, crypto).map((judged, at) => ({
    state: judged.state,
    names: judged.state === 'unknown' ? [] : judged.names,
    fingerprint: findSignerKey(
      holders,
      digest,
      signed.signatures[at]?.signature ?? new Uint8Array(),
      crypto,
    ),
  }));
}

/** Signatures that no key at hand made, where there are keys. */
export function contradictSignatures(
  path: string,
  signatures: readonly SignatureFinding[],
): readonly Contradiction[] {
  return signatures.flatMap(({ state }, at) =>
    state === 'unknown' ? [{ code: 'signature-wrong', path, name: `#${at + 1}` } as const] : [],
  );
}
