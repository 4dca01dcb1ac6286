/**
 * Files that are written where they stand, as the tools do that are emulated here: what was in them is
 * gone from the first byte on.
 */
import { closeSync, constants, fstatSync, ftruncateSync, openSync } from 'node:fs';
import { writeDescriptor } from './descriptor.ts';
import { fileIdOf, identifyFile } from './file-version.ts';
import type { FilePath } from './read.ts';

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
 * Opens a file to be written, and makes it where it is missing. What it holds stays until it is
 * emptied.
 *
 * @param links `refuse`: what is written is the file of that name and no other; a FIFO's reader is not
 *   waited for then either
 * @throws the system's error
 * @example
 * const file = openInPlace('officer1.token', { links: 'refuse' });
 */
export function openInPlace(
  path: FilePath,
  { links }: { readonly links: 'follow' | 'refuse' },
): FileInPlace {
  const { O_WRONLY, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants;
  const strict = links === 'refuse' ? O_NOFOLLOW | O_NONBLOCK | O_NOCTTY : 0;
  const place = typeof path === 'string' ? path : Buffer.from(path);
  const descriptor = openSync(place, O_WRONLY | O_CREAT | strict, 0o666);
  const own = fstatSync(descriptor, { bigint: true });
  return {
    isRegular: own.isFile(),
    empty: () => ftruncateSync(descriptor),
    write: (bytes) => writeDescriptor(descriptor, bytes),
    isSameAs: (other) => identifyFile(other) === fileIdOf(own),
    close: () => closeSync(descriptor),
  };
}
