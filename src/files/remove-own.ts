/** Removes what this process put somewhere, and nothing that somebody has put there since. */
import { readlinkSync } from 'node:fs';
import { removeQuietly } from './put-in-place.ts';
import { openRegularFile } from './read.ts';

/** Removes a link, where it still leads to `target`. */
export function removeOwnLink(path: string, target: string): void {
  let found: string;
  try {
    found = readlinkSync(path);
  } catch {
    // There is none.
    return;
  }
  if (found === target) removeQuietly(path);
}

/**
 * Removes a file, where it still holds what it did.
 *
 * @param size the bytes that it had
 * @param isOwn whether these are they
 */
export function removeOwnFile(
  path: string,
  size: number,
  isOwn: (bytes: Uint8Array) => boolean,
): void {
  const opening = openRegularFile(path, { links: 'refuse' });
  if (opening.kind !== 'opened') return;
  try {
    if (opening.file.size === size && isOwn(opening.file.readAll())) removeQuietly(path);
  } catch {
    // What cannot be read is nobody's.
  } finally {
    opening.file.close();
  }
}
