/** Failures of files/: what the system refuses, and what is no file to be read or replaced. */
import type { KindsOf } from './kind.ts';

export interface FilesFailures {
  /** `what` names the file's part, as `token file`; `system` is the error's name, as `ENOENT`. */
  'file-unreadable': { readonly what: string; readonly path: string; readonly system: string };
}

export const FILES_FAILURE_KINDS: KindsOf<FilesFailures> = {
  'file-unreadable': 'file',
};
