/** Failures of evidence/: what is no bundle of evidence, and what cannot become one. */
import type { KindsOf } from './kind.ts';

/** Offsets count from 0, in bytes of the archive. */
export interface BundleFailures {
  /** It is no zip archive. */
  'archive-kind': object;
  'archive-too-large': { readonly bytes: number; readonly most: number };
  'archive-files': { readonly files: number; readonly most: number };
  /** A file stands where none of a bundle may. */
  'archive-path': { readonly path: string; readonly problem: ArchivePathProblem };
  /** It is a zip archive, and not as ours are: at that byte is another than there would be. */
  'archive-differs': ArchivePlace;
  /** A file is missing that every bundle has. */
  'bundle-file-missing': { readonly path: string };
  /** The manifest is none, or not written as ours are. `member` is as `subject[0].name`; null where it is no JSON. */
  'manifest-malformed': { readonly member: string | null; readonly problem: ManifestProblem };
}

/** What keeps a path out of a bundle. */
export type ArchivePathProblem =
  /** it has a character that paths of bundles have not, an empty name, or one that leads elsewhere */
  | 'malformed'
  | 'too-long'
  /** it, or one that is the same but for capital letters, is there already */
  | 'repeated'
  /** one of the two is a file, and a folder of the other */
  | 'within-file'
  /** it stands behind one that it must stand before */
  | 'order';

/** A place in an archive. */
export interface ArchivePlace {
  /** The file that it belongs to; null for the end of the archive. */
  readonly path: string | null;
  /** With the file itself, in the list of all files, or at the end. */
  readonly part: 'file' | 'directory' | 'end';
  readonly field: ArchiveField;
  readonly offset: number;
}

/** What stands there, by the names of PKWARE's APPNOTE.TXT. */
export type ArchiveField =
  | 'signature'
  | 'version-made-by'
  | 'version-needed'
  | 'flags'
  | 'method'
  | 'time'
  | 'date'
  | 'crc-32'
  | 'compressed-size'
  | 'size'
  | 'name-length'
  | 'extra-length'
  | 'comment-length'
  | 'disk'
  | 'internal-attributes'
  | 'external-attributes'
  | 'header-offset'
  | 'directory-disk'
  | 'files-on-disk'
  | 'files'
  | 'directory-size'
  | 'directory-offset'
  | 'name'
  | 'content'
  /** bytes behind the end, or missing there */
  | 'trailing';

/** What is the matter with a manifest. */
export type ManifestProblem =
  /** no JSON, or not one that everybody reads alike */
  | 'json'
  /** a member is missing, unknown, or not what it must be */
  | 'member'
  /** it says what ours say, in other bytes */
  | 'layout';

export const bundleFailureKinds = (): KindsOf<BundleFailures> => ({
  'archive-kind': 'file',
  'archive-too-large': 'file',
  'archive-files': 'file',
  'archive-path': 'file',
  'archive-differs': 'file',
  'bundle-file-missing': 'file',
  'manifest-malformed': 'file',
});
