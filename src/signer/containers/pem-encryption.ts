/**
 * The encryption of old PEM files: `Proc-Type: 4,ENCRYPTED` and `DEK-Info: CIPHER,IV` (RFC 1421, 4.6;
 * the key derivation is OpenSSL's EVP_BytesToKey with MD5 and one round).
 */
import { createDecipheriv, createHash, getCipherInfo } from 'node:crypto';
import { isCipherAvailable } from './cipher-availability.ts';

/** Header of an encrypted block. */
export interface PemEncryption {
  readonly cipher: string;
  readonly iv: Buffer;
}

/**
 * Reads the headers of a block as strictly as OpenSSL does.
 *
 * @returns `plain` where there is no encryption, `malformed` with the problem where the headers are
 *   not what OpenSSL reads, `unsupported` where node:crypto does not have the cipher
 */
export function readPemEncryption(
  headers: string,
):
  | { readonly kind: 'plain' }
  | { readonly kind: 'malformed'; readonly problem: 'proc-type' | 'dek-info' | 'dek-iv' }
  | { readonly kind: 'unsupported'; readonly cipher: string }
  | { readonly kind: 'encrypted'; readonly encryption: PemEncryption } {
  // OpenSSL takes headers of ten characters and fewer for no headers.
  if (headers.length <= 10) return { kind: 'plain' };
  const type = /^Proc-Type:[ \t]*4,[ \t]*ENCRYPTED[ \t\r]*\n/.exec(headers);
  if (type === null) {
    return { kind: 'malformed', problem: 'proc-type' };
  }
  const info = /^DEK-Info:[ \t]*([^ \t,\n]+)[ \t]*(?:,([^\n]*))?/.exec(
    headers.slice(type[0].length),
  );
  const cipher = info?.[1];
  if (cipher === undefined) {
    return { kind: 'malformed', problem: 'dek-info' };
  }
  const known = getCipherInfo(cipher);
  if (known === undefined) return { kind: 'unsupported', cipher };
  const digits = 2 * (known.ivLength ?? 0);
  const iv = info?.[2]?.slice(0, digits) ?? '';
  if (digits === 0 || iv.length !== digits || !/^[0-9a-fA-F]+$/.test(iv)) {
    return { kind: 'malformed', problem: 'dek-iv' };
  }
  const encryption = { cipher, iv: Buffer.from(iv, 'hex') };
  return isCipherAvailable(cipher, encryption.iv)
    ? { kind: 'encrypted', encryption }
    : { kind: 'unsupported', cipher };
}

/**
 * Decrypts a block's data.
 *
 * @returns nothing where the padding is wrong, as under a wrong pass phrase
 */
export function decryptPem(
  data: Uint8Array,
  { cipher, iv }: PemEncryption,
  passphrase: Uint8Array,
): Buffer | undefined {
  const keyLength = getCipherInfo(cipher)?.keyLength ?? 0;
  const decipher = createDecipheriv(cipher, derivePemKey(passphrase, iv, keyLength), iv);
  try {
    return Buffer.concat([decipher.update(data), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** EVP_BytesToKey: MD5, one round, the first eight bytes of the IV for salt. */
export function derivePemKey(passphrase: Uint8Array, iv: Uint8Array, length: number): Buffer {
  const salt = iv.subarray(0, 8);
  let block = Buffer.alloc(0);
  let key = Buffer.alloc(0);
  while (key.length < length) {
    block = createHash('md5').update(block).update(passphrase).update(salt).digest();
    key = Buffer.concat([key, block]);
  }
  return key.subarray(0, length);
}
