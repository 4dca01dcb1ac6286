import { browserCrypto } from '../crypto/browser-crypto.ts';
import type { DroppedFile, PageModel, PageOptions } from './page-model.ts';
import { readPage } from './read-page.ts';
import { NO_FILES, takeFiles } from './take-files.ts';

/**
 * All that a page knows of files. Private keys among them are named, and their bytes overwritten; it never throws for
 * what is in a file.
 *
 * @param files whatever was dropped, each path once or the last counts
 * @example
 * lookAtFiles([{ path: 'officer1.token', bytes }], { now: Date.now() }).tokens[0]?.rows;
 */
export function lookAtFiles(files: readonly DroppedFile[], options: PageOptions): PageModel {
  const before = { ...NO_FILES, refused: options.refused ?? [] };
  return readPage(takeFiles(before, files), options, browserCrypto);
}
