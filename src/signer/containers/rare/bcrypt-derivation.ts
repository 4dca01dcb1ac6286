/**
 * OpenSSH's derivation of keys: PBKDF2 around the hash function of bcrypt (OpenBSD's bcrypt_pbkdf.c), which
 * OpenSSL has not. Between the rounds others have their turn, such as signals.
 */
import { createHash } from 'node:crypto';
import { HASHSIZE, hash } from 'bcrypt-pbkdf';

export interface BcryptDerivation {
  readonly salt: Uint8Array;
  /** 1 and more. */
  readonly rounds: number;
}

/** @param length in bytes, 1024 at most */
export async function deriveBcrypt(
  passphrase: Uint8Array,
  { salt, rounds }: BcryptDerivation,
  length: number,
): Promise<Buffer> {
  const secret = sha512(passphrase);
  const derived = Buffer.alloc(length);
  const pieces = Math.ceil(length / HASHSIZE);
  // Not one piece after the other: each gives every so many-th byte.
  for (let piece = 0; piece < pieces; piece += 1) {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(piece + 1);
    const bytes = await mixRounds(secret, Buffer.concat([salt, number]), rounds);
    for (let at = piece, from = 0; at < length; at += pieces, from += 1) {
      derived[at] = bytes[from] ?? 0;
    }
  }
  return derived;
}

async function mixRounds(
  secret: Uint8Array,
  salt: Uint8Array,
  rounds: number,
): Promise<Uint8Array> {
  const mixed = new Uint8Array(HASHSIZE);
  let output: Uint8Array = salt;
  for (let round = 0; round < rounds; round += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    const made = new Uint8Array(HASHSIZE);
    hash(secret, sha512(output), made);
    for (let at = 0; at < HASHSIZE; at += 1) mixed[at] = (mixed[at] ?? 0) ^ (made[at] ?? 0);
    output = made;
  }
  return mixed;
}

function sha512(bytes: Uint8Array): Uint8Array {
  return createHash('sha512').update(bytes).digest();
}
