import type { WrongCause } from './cause.ts';

/** Something that may have been signed: the bytes, or what has this SHA-256. */
export type SignedMessage = {
  /** Empty for what should have been signed. */
  readonly causes: readonly WrongCause[];
} & ({ readonly bytes: Uint8Array } | { readonly digest: Uint8Array });
