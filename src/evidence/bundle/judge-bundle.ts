import { areUint8ArraysEqual, uint8ArrayToHex } from 'uint8array-extras';
import { fingerprintOfficerKey } from '../../ceremony/officer-key.ts';
import { comparePaths } from '../archive/bundle-path.ts';
import type { BundleFiles } from '../archive/write-archive.ts';
import type { Findings, UncheckedClaim } from '../findings.ts';
import { judgePieces } from '../judge/judge-pieces.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import { writeManifest } from '../manifest/write-manifest.ts';
import { BUNDLE_FILES, PIECE_FOLDERS, type Piece } from '../piece.ts';
import type { BundleProblem } from './bundle-problem.ts';
import { findMember } from './find-member.ts';
import { type BundleWorld, completeBundle, listPieces } from './make-bundle.ts';
import type { OpenBundle } from './open-bundle.ts';
import { readVouchers, type Voucher } from './vouch.ts';

/** What a bundle is worth. */
export interface BundleJudgement {
  /** Made anew of the pieces; those of the manifest where pieces are not as listed. */
  readonly findings: Findings;
  /** Empty where the bundle is whole. */
  readonly problems: readonly BundleProblem[];
  /** What is claimed, and cannot be checked from the bundle. */
  readonly unchecked: readonly UncheckedClaim[];
  /** Whose signatures over the manifest are right, in the order of the envelope. */
  readonly vouchers: readonly JudgedVoucher[];
}

export interface JudgedVoucher extends Voucher {
  /** SHA-256 of the key's SPKI, hex. */
  readonly fingerprint: string;
  /** Who has that key, by the keys that are in the bundle. */
  readonly names: readonly string[];
}

/**
 * Judges a bundle by itself alone: makes everything anew that is made of its pieces, and compares. Whether the findings
 * contradict each other stands in the findings.
 *
 * @param world its report is made anew where the bundle was made by the same version
 * @example
 * judgeBundle(openBundle(bundle), bundleWorld).problems; // []
 */
export function judgeBundle(bundle: OpenBundle, world: BundleWorld): BundleJudgement {
  const { files, manifest, manifestBytes } = bundle;
  const { vouchers, problems: ofVouchers } = readVouchers(files, manifestBytes, world.crypto);
  const ofPieces = findPieceProblems(bundle, world);
  if (ofPieces.length > 0) {
    const judged = describeVouchers(vouchers, manifest.findings, world);
    const problems = [...ofPieces, ...ofVouchers];
    return { findings: manifest.findings, problems, unchecked: [], vouchers: judged };
  }
  const pieces = manifest.pieces.map(({ path, kind }): Piece => {
    return { path, kind, bytes: files.get(path) ?? new Uint8Array() };
  });
  const findings = judgePieces(pieces, world.crypto);
  const { madeBy } = manifest;
  const listed = listPieces(pieces, findings, { crypto: world.crypto, madeBy });
  const member = findManifestDifference(bundle, writeManifest(listed.manifest));
  const ofFiles = (): readonly BundleProblem[] => {
    const report = isSameVersion(bundle, world)
      ? new TextEncoder().encode(world.renderReport(listed.manifest))
      : (files.get(BUNDLE_FILES.report) ?? new Uint8Array());
    return compareFiles(files, completeBundle(listed, report, vouchers, world.crypto));
  };
  return {
    findings,
    // Where the manifest is another one, so are all files that are made of it.
    problems: [
      ...(member === undefined ? [] : [{ code: 'manifest-differs', member } as const]),
      ...ofVouchers,
      ...(member === undefined && ofVouchers.length === 0 ? ofFiles() : []),
    ],
    unchecked: [
      ...findings.unchecked,
      ...(isSameVersion(bundle, world)
        ? []
        : [{ code: 'report-of-other-version', version: madeBy.version } as const]),
    ],
    vouchers: describeVouchers(vouchers, findings, world),
  };
}

function isSameVersion({ manifest: { madeBy } }: OpenBundle, world: BundleWorld): boolean {
  return madeBy.name === world.madeBy.name && madeBy.version === world.madeBy.version;
}

/** Pieces that are not as the manifest lists them. */
function findPieceProblems(
  { files, manifest }: OpenBundle,
  { crypto }: BundleWorld,
): readonly BundleProblem[] {
  return manifest.pieces.flatMap(({ path, kind, sha256, bytes }): readonly BundleProblem[] => {
    const content = files.get(path);
    if (content === undefined) return [{ code: 'piece-missing', path }];
    const folder = PIECE_FOLDERS[kind];
    if (folder === '' || !path.startsWith(`${folder}/`)) return [{ code: 'piece-misplaced', path }];
    const isListed = content.length === bytes && uint8ArrayToHex(crypto.sha256(content)) === sha256;
    return isListed ? [] : [{ code: 'piece-changed', path }];
  });
}

/** @returns the first member that is another one; nothing where the bytes are the same */
function findManifestDifference(
  { manifest, manifestBytes }: OpenBundle,
  anew: Uint8Array,
): string | undefined {
  if (areUint8ArraysEqual(manifestBytes, anew)) return undefined;
  return findMember(manifest, readManifest(anew)) ?? '';
}

function compareFiles(found: BundleFiles, expected: BundleFiles): readonly BundleProblem[] {
  const paths = [...new Set([...found.keys(), ...expected.keys()])].sort(comparePaths);
  return paths.flatMap((path): readonly BundleProblem[] => {
    const [one, other] = [found.get(path), expected.get(path)];
    if (one === undefined) return [{ code: 'file-missing', path }];
    if (other === undefined) return [{ code: 'file-unlisted', path }];
    return areUint8ArraysEqual(one, other) ? [] : [{ code: 'file-differs', path }];
  });
}

function describeVouchers(
  vouchers: readonly Voucher[],
  { keys }: Findings,
  { crypto }: BundleWorld,
): readonly JudgedVoucher[] {
  return vouchers.map((voucher) => {
    const fingerprint = fingerprintOfficerKey(voucher.key, crypto);
    const theirs = keys.filter((key) => key.fingerprint === fingerprint);
    return { ...voucher, fingerprint, names: [...new Set(theirs.map(({ name }) => name))] };
  });
}
