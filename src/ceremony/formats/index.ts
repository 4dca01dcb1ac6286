/**
 * Approval files of both kinds, known by their content.
 */
import type { CryptoProvider } from '../../crypto-provider.ts';
import type { DeviceFiles } from '../../parser/device.ts';
import { looksLikeJson } from '../../token/json/looks-like-json.ts';
import { type ClassicSet, readClassicSet } from './classic.ts';
import { readSdk5Set, type Sdk5Set } from './sdk5.ts';

/** What an approval file of either kind comes with. */
export interface ReadSetOptions {
  /** Of the file, which is where a token of the newer command line stands. */
  readonly path: string;
  /** What a classic file names; paths start at the working directory, as the HSM's tool's do. */
  readonly files: DeviceFiles;
}

/**
 * Reads an approval file: a classic one, or a token file of the newer command line.
 *
 * @param bytes the file, any bytes at all
 * @param crypto has the hash function SHA-256
 * @returns the set; it never throws
 * @example
 * const files = nodeFiles(process.cwd());
 * readApprovalSet(sdk5File, { path: 'admin.token', files }, nodeCrypto).format; // 'sdk5'
 */
export function readApprovalSet(
  bytes: Uint8Array,
  { path, files }: ReadSetOptions,
  crypto: Pick<CryptoProvider, 'sha256'>,
): ClassicSet | Sdk5Set {
  return looksLikeJson(bytes)
    ? readSdk5Set(bytes, path, crypto)
    : readClassicSet(bytes, files, crypto);
}
