/**
 * Failures of files/: what the system refuses, and what is no file to be read or replaced. `what`
 * names the file's part, as `token file`; `path` is as it was given; `system` is the error's name, as
 * `ENOENT`.
 */
import type { KindsOf } from './kind.ts';

export interface FilesFailures {
  'file-unreadable': { readonly what: string; readonly path: string; readonly system: string };
  /** What a file, a folder or a console's line names is no regular file, and so is not opened. */
  'named-file-not-regular': {
    readonly what: string;
    readonly path: string;
    readonly found: FoundKind;
  };
  /** `limit` is in bytes; `path` is null for standard input. */
  'file-too-large': { readonly what: string; readonly path: string | null; readonly limit: number };
  /** A folder has more names than `limit`. */
  'folder-too-large': { readonly what: string; readonly path: string; readonly limit: number };
  'file-unwritable': { readonly what: string; readonly path: string; readonly system: string };
  /** A new file would take the place of one that is there. */
  'file-exists': { readonly what: string; readonly path: string };
  /** A new file would take the place of a folder, a device or a pipe. */
  'file-not-regular': {
    readonly what: string;
    readonly path: string;
    readonly found: FoundKind;
  };
  /** What would be replaced is not what was seen before. */
  'file-changed': { readonly what: string; readonly path: string };
  /**
   * Another process changes it and does not come to an end. `lock` is the lock's path; `by` is null where
   * the lock does not say whose it is, and not `isHere` where the process is in another container.
   */
  'file-locked': {
    readonly what: string;
    readonly path: string;
    readonly lock: string;
    readonly by: { readonly pid: number; readonly isHere: boolean } | null;
  };
}

/** What stands where a regular file should; `kernel`: what the kernel makes up, as in /proc. */
export type FoundKind = 'folder' | 'fifo' | 'socket' | 'device' | 'kernel';

export const filesFailureKinds = (): KindsOf<FilesFailures> => ({
  'file-unreadable': 'file',
  'named-file-not-regular': 'file',
  'file-too-large': 'file',
  'folder-too-large': 'file',
  'file-unwritable': 'file',
  'file-exists': 'file',
  'file-not-regular': 'file',
  'file-changed': 'file',
  'file-locked': 'file',
});
