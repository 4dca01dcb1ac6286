/**
 * What stands in a bundle besides its pieces is made in one place, so that whoever makes, signs or verifies one has the
 * same.
 */
import { uint8ArrayToHex } from 'uint8array-extras';
import type { SoftwareVersion } from '../../ceremony/record/record.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { comparePaths } from '../archive/bundle-path.ts';
import { type BundleFiles, writeArchive } from '../archive/write-archive.ts';
import type { Findings } from '../findings.ts';
import { writeManifest } from '../manifest/write-manifest.ts';
import type { Manifest } from '../manifest.ts';
import { makeOpenssl, type OpensslCheck } from '../openssl/make-openssl.ts';
import { BUNDLE_FILES, PIECE_FOLDERS, type Piece } from '../piece.ts';
import { writeRecheck } from '../recheck/write-recheck.ts';
import { makeVouching, type Voucher } from './vouch.ts';

/** What a bundle is made with. */
export interface BundleWorld {
  readonly crypto: CryptoProvider;
  /** The program that makes it. */
  readonly madeBy: SoftwareVersion;
  /** Writes the report; the same manifest must give the same text. */
  readonly renderReport: (manifest: Manifest) => string;
}

/** Pieces with all that openssl needs, and what the manifest says of them. */
export interface ListedBundle {
  /** In the order of their paths. */
  readonly pieces: readonly Piece[];
  readonly manifest: Manifest;
  readonly checks: readonly OpensslCheck[];
}

/**
 * Lists pieces in a manifest.
 *
 * @param pieces in whatever order; plain files for openssl are made anew
 * @param findings what `judgePieces` finds in them
 */
export function listPieces(
  pieces: readonly Piece[],
  findings: Findings,
  { crypto, madeBy }: Omit<BundleWorld, 'renderReport'>,
): ListedBundle {
  const given = pieces.filter(({ path }) => !path.startsWith(`${PIECE_FOLDERS.pae}/`));
  const openssl = makeOpenssl(given, crypto);
  const all = [...given, ...openssl.pieces].sort((one, other) =>
    comparePaths(one.path, other.path),
  );
  const listed = all.map(({ path, kind, bytes }) => ({
    path,
    kind,
    sha256: uint8ArrayToHex(crypto.sha256(bytes)),
    bytes: bytes.length,
  }));
  return { pieces: all, manifest: { pieces: listed, madeBy, findings }, checks: openssl.checks };
}

/**
 * Makes all files of a bundle.
 *
 * @param report of just this manifest
 * @param vouchers who has signed just this manifest
 */
export function completeBundle(
  { pieces, manifest, checks }: ListedBundle,
  report: Uint8Array,
  vouchers: readonly Voucher[],
  crypto: CryptoProvider,
): BundleFiles {
  const written = writeManifest(manifest);
  const vouching = makeVouching(written, vouchers, crypto);
  const files = new Map<string, Uint8Array>([
    ...pieces.map(({ path, bytes }) => [path, bytes] as const),
    [BUNDLE_FILES.manifest, written],
    [BUNDLE_FILES.report, report],
    ...vouching.files,
  ]);
  return files.set(
    BUNDLE_FILES.recheck,
    writeRecheck(files, [...checks, ...vouching.checks], crypto),
  );
}

/** As {@link writeBundle}, not packed. */
export function makeBundleFiles(
  pieces: readonly Piece[],
  findings: Findings,
  world: BundleWorld,
  vouchers: readonly Voucher[] = [],
): BundleFiles {
  const listed = listPieces(pieces, findings, world);
  const report = new TextEncoder().encode(world.renderReport(listed.manifest));
  return completeBundle(listed, report, vouchers, world.crypto);
}

/**
 * Writes a bundle of evidence: manifest, report, recheck.sh, what openssl needs as plain files, and the pieces, in a zip
 * archive.
 *
 * @param pieces in whatever order
 * @param findings what `judgePieces` finds in them
 * @returns the same bytes for the same pieces
 * @throws Failure `archive-…` where they are too many, or stand where nothing of a bundle may
 * @example
 * writeBundle(pieces, judgePieces(pieces, nodeCrypto), bundleWorld);
 */
export function writeBundle(
  pieces: readonly Piece[],
  findings: Findings,
  world: BundleWorld,
  vouchers: readonly Voucher[] = [],
): Uint8Array {
  return writeArchive(makeBundleFiles(pieces, findings, world, vouchers));
}
