/**
 * Data types of the SSH protocols (RFC 4251, 5): numbers in four bytes, strings with their length in
 * front. The ssh-agent protocol and OpenSSH's fingerprints are made of them.
 */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';

/** Reads one value after the other; nothing where the bytes end too early. */
export class SshReader {
  #rest: Buffer;

  constructor(bytes: Uint8Array) {
    this.#rest = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** What has not been read yet. */
  get rest(): Buffer {
    return this.#rest;
  }

  readUint32(): number | undefined {
    if (this.#rest.length < 4) return undefined;
    const value = this.#rest.readUInt32BE();
    this.#rest = this.#rest.subarray(4);
    return value;
  }

  readString(): Buffer | undefined {
    const length = this.readUint32();
    if (length === undefined || this.#rest.length < length) return undefined;
    const value = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return value;
  }
}

/** A number in four bytes. */
export function encodeUint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A string with its length in front. */
export function encodeString(value: string | Uint8Array): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([encodeUint32(bytes.length), bytes]);
}

const RSA = 'ssh-rsa';

/**
 * Reads a public key blob (RFC 4253, 6.6).
 *
 * @returns an RSA public key, or nothing where it is a key of another type or none
 */
export function decodeRsaPublicKey(blob: Uint8Array): KeyObject | undefined {
  const reader = new SshReader(blob);
  const type = reader.readString()?.toString('latin1');
  const exponent = reader.readString();
  const modulus = reader.readString();
  if (type !== RSA || exponent === undefined || modulus === undefined) return undefined;
  try {
    return createPublicKey({
      key: { kty: 'RSA', n: modulus.toString('base64url'), e: exponent.toString('base64url') },
      format: 'jwk',
    });
  } catch {
    return undefined;
  }
}

/**
 * The fingerprint of a public key blob as `ssh-keygen -l` and `ssh-add -l` print it.
 *
 * @example
 * fingerprintOf(blob); // 'SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8'
 */
export function fingerprintOf(blob: Uint8Array): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}
