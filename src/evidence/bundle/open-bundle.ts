import { Failure } from '../../failure.ts';
import { readArchive } from '../archive/read-archive.ts';
import type { BundleFiles } from '../archive/write-archive.ts';
import { readManifest } from '../manifest/read-manifest.ts';
import type { Manifest } from '../manifest.ts';
import { BUNDLE_FILES } from '../piece.ts';

/** A bundle that was read, and of which nothing is believed yet. */
export interface OpenBundle {
  readonly files: BundleFiles;
  readonly manifest: Manifest;
  /** As it stands in the bundle. */
  readonly manifestBytes: Uint8Array;
}

/**
 * Opens a bundle: an archive of ours with a manifest of ours in it.
 *
 * @throws Failure of kind `file`: `archive-…`, `bundle-file-missing`, `manifest-malformed`
 * @example
 * openBundle(readFileSync('bundle.zip')).manifest.pieces.length; // 12
 */
export function openBundle(bytes: Uint8Array): OpenBundle {
  const files = readArchive(bytes);
  const manifestBytes = files.get(BUNDLE_FILES.manifest);
  if (manifestBytes === undefined) {
    throw new Failure('bundle-file-missing', { path: BUNDLE_FILES.manifest });
  }
  return { files, manifest: readManifest(manifestBytes), manifestBytes };
}
