import { fingerprintKey } from '../../../signer/fingerprint.ts';
import type { OpenedSigner } from '../../../signer/signer.ts';
import type { Message } from './message.ts';
import type { Task } from './plan.ts';

/** What `--json` says of one signed file. */
export interface Signed {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  /** The signature's file; null where it is in `signatureBase64`. */
  readonly signature: string | null;
  readonly signatureBase64: string;
  /** SHA-256 of the public key's SubjectPublicKeyInfo, hex. */
  readonly key: string;
  /** What the token says; null where the file is none. */
  readonly token: SignedToken | null;
}

interface SignedToken {
  readonly user: string;
  readonly service: number;
  readonly nodes: readonly number[];
  /** Unix seconds. */
  readonly created: number;
}

export function encodeSigned(
  { bytes, digest, records: [first, ...others] }: Message,
  { input, output }: Task,
  signer: OpenedSigner,
  signature: Uint8Array,
): Signed {
  return {
    file: input,
    bytes: bytes.length,
    sha256: digest,
    signature: output ?? null,
    signatureBase64: Buffer.from(signature).toString('base64'),
    key: fingerprintKey(signer.publicKey),
    token:
      first === undefined
        ? null
        : {
            user: first.user,
            service: first.service,
            nodes: [first, ...others].map(({ node }) => node),
            created: first.created,
          },
  };
}
