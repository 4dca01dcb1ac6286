/**
 * Files that are written where they stand, as the tools do that are emulated here: what was in them is
 * gone from the first byte on.
 */
import { closeSync, constants, fstatSync, ftruncateSync, openSync } from 'node:fs';
import { writeDescriptor } from './descriptor.ts';
import { fileIdOf, identifyFile } from './file-version.ts';

/** A file that is open to be written; each method throws the system's error. */
export interface FileInPlace {
  /** Whether it is a regular file, not a pipe or a device. */
  readonly isRegular: boolean;
  empty(): void;
  write(bytes: Uint8Array): void;
  /**
   * Whether another path, or an open descriptor, is this very file; what cannot be looked up is not.
   */
  isSameAs(other: string | number): boolean;
  close(): void;
}

/**
 * Opens a file to be written, and makes it where it is missing; a link is followed. What it holds stays
 * until it is emptied.
 *
 * @throws the system's error
 * @example
 * const file = openInPlace('/srv/officer1.sig');
 */
export function openInPlace(path: string): FileInPlace {
  const descriptor = openSync(path, constants.O_WRONLY | constants.O_CREAT, 0o666);
  const own = fstatSync(descriptor, { bigint: true });
  return {
    isRegular: own.isFile(),
    empty: () => ftruncateSync(descriptor),
    write: (bytes) => writeDescriptor(descriptor, bytes),
    isSameAs: (other) => identifyFile(other) === fileIdOf(own),
    close: () => closeSync(descriptor),
  };
}
