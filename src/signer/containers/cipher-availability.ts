import { createDecipheriv, getCipherInfo } from 'node:crypto';

/**
 * Whether node:crypto decrypts by a cipher: OpenSSL 3 knows the names of ciphers that only its legacy
 * provider has.
 */
export function isCipherAvailable(cipher: string, iv: Uint8Array): boolean {
  try {
    createDecipheriv(cipher, Buffer.alloc(getCipherInfo(cipher)?.keyLength ?? 0), iv);
    return true;
  } catch {
    return false;
  }
}
