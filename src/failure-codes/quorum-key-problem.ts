/** Why a public key is none that a quorum can rely on; `token/quorum-key.ts` has the rule. */

/** What makes an RSA key of any size one whose signatures prove nothing, or that no device takes. */
export type RsaKeyFlaw =
  /** the modulus is not odd */
  | { readonly code: 'modulus' }
  /** a small prime divides the modulus, so that anybody can work the private key out */
  | { readonly code: 'modulus-factor'; readonly factor: number }
  /** the exponent is even, or below 3; in decimal */
  | { readonly code: 'exponent'; readonly exponent: string }
  | { readonly code: 'exponent-size'; readonly maximumBits: number };

/** Why an RSA key is no quorum key. */
export type QuorumKeyProblem =
  | RsaKeyFlaw
  | { readonly code: 'size'; readonly bits: number; readonly expected: number };

/** Why what was handed in as a public key is no quorum key. */
export type KeyProblem = { readonly code: 'not-spki' } | QuorumKeyProblem;
