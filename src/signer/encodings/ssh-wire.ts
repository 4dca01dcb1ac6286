/**
 * Data types of the SSH protocols (RFC 4251, 5): numbers in four bytes, strings with their length in
 * front. The ssh-agent protocol and OpenSSH's fingerprints are made of them.
 */
import { concatUint8Arrays, stringToUint8Array } from 'uint8array-extras';
import type { RsaPublicNumbers } from '../../crypto-provider.ts';
import { decodeLatin1 } from '../../latin1.ts';
import { readNumber } from './der.ts';
import { trimZeros, withoutSign } from './unsigned.ts';

/** Reads one value after the other; nothing where the bytes end too early. */
export class SshReader {
  #rest: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#rest = bytes;
  }

  /** What has not been read yet. */
  get rest(): Uint8Array {
    return this.#rest;
  }

  readUint32(): number | undefined {
    if (this.#rest.length < 4) return undefined;
    const value = readNumber(this.#rest.subarray(0, 4));
    this.#rest = this.#rest.subarray(4);
    return value;
  }

  readString(): Uint8Array | undefined {
    const length = this.readUint32();
    if (length === undefined || this.#rest.length < length) return undefined;
    const value = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return value;
  }

  /** A string that is a name in ASCII. */
  readName(): string | undefined {
    const name = this.readString();
    return name && decodeLatin1(name);
  }
}

/** A number in four bytes. */
export function encodeUint32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}

/** A string with its length in front. */
export function encodeString(value: string | Uint8Array): Uint8Array {
  const bytes = typeof value === 'string' ? stringToUint8Array(value) : value;
  return concatUint8Arrays([encodeUint32(bytes.length), bytes]);
}

const RSA = 'ssh-rsa';

/**
 * Reads a public key blob (RFC 4253, 6.6).
 *
 * @returns an RSA public key, or nothing where it is a key of another type or none
 */
export function decodeRsaPublicKey(blob: Uint8Array): RsaPublicNumbers | undefined {
  const reader = new SshReader(blob);
  const type = reader.readName();
  const exponent = reader.readString();
  const modulus = reader.readString();
  if (type !== RSA || exponent === undefined || modulus === undefined) return undefined;
  return { modulus: trimZeros(modulus), exponent: trimZeros(exponent) };
}

/** Writes a public key blob. */
export function encodeRsaPublicKey({ modulus, exponent }: RsaPublicNumbers): Uint8Array {
  const strings = [stringToUint8Array(RSA), withoutSign(exponent), withoutSign(modulus)];
  return concatUint8Arrays(strings.map(encodeString));
}
