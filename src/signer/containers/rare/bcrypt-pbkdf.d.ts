/** The parts of bcrypt-pbkdf that are used; the package has no types of its own. */
declare module 'bcrypt-pbkdf' {
  /** @returns 0 where it worked; the key is in `key` then */
  export function pbkdf(
    passphrase: Uint8Array,
    passphraseLength: number,
    salt: Uint8Array,
    saltLength: number,
    key: Uint8Array,
    keyLength: number,
    rounds: number,
  ): number;
}
