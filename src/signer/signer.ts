/**
 * The one thing that this project asks of a private key, wherever it lives: a file, an ssh-agent, a
 * PKCS#11 token, or somebody's own source. The interface is public, so that others can bring theirs.
 */

/**
 * A private RSA key that can sign, and says which public key checks what it signed.
 *
 * @example
 * const signer: Signer = await openKeyFile('officer1.key');
 * const signature = await signer.sign(await readFile('officer1.token'));
 */
export interface Signer {
  /** The public key as SubjectPublicKeyInfo (RFC 5280, 4.1.2.7), DER. */
  readonly publicKey: Uint8Array;
  /** Where the key lives, for people: a path, `ssh-agent SHA256:…`, a PKCS#11 URI without its PIN. */
  readonly description: string;
  /**
   * Signs with RSASSA-PKCS1-v1_5 over SHA-256 (RFC 8017, 8.2.1).
   *
   * @param message the whole message; its hash is made inside
   * @returns the signature, as long as the modulus (256 bytes for a 2048-bit key)
   * @throws Failure of kind `key` where the key's owner (agent, token) refuses
   */
  sign(message: Uint8Array): Promise<Uint8Array>;
  /** Lets go of connections and sessions; a signer is not used after it. */
  close(): Promise<void>;
}
