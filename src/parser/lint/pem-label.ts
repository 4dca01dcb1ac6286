import { decodeLatin1 } from '../../latin1.ts';

/**
 * What a file says that it is which holds a key or a certificate as text: neither is a token or a signature,
 * whatever its size.
 *
 * @returns as `PRIVATE KEY`
 */
export function readPemLabel(bytes: Uint8Array): string | undefined {
  return /^-----BEGIN ((?:[A-Z0-9]+ )*(?:KEY|CERTIFICATE))-----/m.exec(decodeLatin1(bytes))?.[1];
}
