/**
 * The one thing that this project asks of a private key, wherever it lives: a file, an ssh-agent, a
 * PKCS#11 token, or somebody's own source. The interface is public, so that others can bring theirs.
 */
import type { KeyObject } from 'node:crypto';
import type { AsyncDisposal } from '../async-disposal.ts';

/**
 * A public key as whoever keeps the private one gives it out: SubjectPublicKeyInfo or PKCS#1, in DER or
 * as the text of a PEM file; a certificate; or a KeyObject.
 */
export type PublicKeySource = Uint8Array | string | KeyObject;

/**
 * A private RSA key that can sign, and says which public key checks what it signed. Write one for a key
 * that lives where this library does not look, and hand it to {@link signToken}, which believes no
 * signer.
 *
 * @example
 * const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
 * const signer: Signer = {
 *   publicKey,
 *   sign: async (message) => sign('sha256', message, privateKey),
 * };
 */
export interface Signer {
  readonly publicKey: PublicKeySource;
  /** Where the key lives, for people: a path, `ssh-agent SHA256:…`, a PKCS#11 URI without its PIN. */
  readonly description?: string;
  /**
   * Signs with RSASSA-PKCS1-v1_5 over SHA-256 (RFC 8017, 8.2.1).
   *
   * @param message the whole message; its hash is made inside
   * @returns the signature, as long as the modulus (256 bytes for a 2048-bit key)
   */
  sign(message: Uint8Array): Promise<Uint8Array>;
  /** Lets go of connections and sessions; a signer is not used after it. */
  close?(): Promise<void> | void;
}

/**
 * A signer that was opened here. It checks each signature with its public key before it hands it out.
 * `await using` closes it at the end of its block.
 */
export interface OpenedSigner extends Signer, AsyncDisposal {
  /** An RSA key. */
  readonly publicKey: KeyObject;
  readonly description: string;
  /** @throws Failure of kind `key` where the key's owner (agent, token) refuses */
  sign(message: Uint8Array): Promise<Uint8Array>;
  /**
   * Signs as {@link Signer.sign} does, for who has the message's SHA-256 alone and not the message. Missing
   * where the key's owner signs messages only, as an ssh-agent.
   *
   * @param digest 32 bytes, of which nobody can see what they are of
   */
  readonly signDigest?: (digest: Uint8Array) => Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Makes an opened signer of what it is made of. */
export function openedSigner(
  parts: Pick<OpenedSigner, 'publicKey' | 'description' | 'sign' | 'signDigest' | 'close'>,
): OpenedSigner {
  return { ...parts, [Symbol.asyncDispose]: parts.close };
}
