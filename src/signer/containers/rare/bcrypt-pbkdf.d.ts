/** The package has no types of its own; this is the part that is used. */
declare module 'bcrypt-pbkdf' {
  /** Bytes that {@link hash} makes. */
  export const HASHSIZE: number;
  /** The hash function of bcrypt, as bcrypt_pbkdf has it: of two SHA-512 of 64 bytes. */
  export function hash(passphrase: Uint8Array, salt: Uint8Array, made: Uint8Array): void;
}
