import { isAbsolute, resolve } from 'node:path';
import { emptyFile } from '../files/file-to-empty.ts';
import { leadsInto } from '../files/look.ts';
import { readFileStart } from '../files/read.ts';
import { encodeText, type FieldText, showText } from '../parser/text.ts';
import type { ConsoleFiles } from './console-files.ts';

/**
 * Files of this machine: regular files only, so that neither a FIFO nor a device can hold anybody up,
 * and never more of one than is wanted.
 *
 * @param folder where relative paths start
 * @param within what lies outside of this folder, or behind a link that leads out of it, counts as not there; without
 *   it, everything is opened
 * @example
 * const files = nodeFiles(process.cwd());
 * files.open('officer1.token', 80)?.start; // the first 80 bytes
 */
export function nodeFiles(folder: string, within?: string): ConsoleFiles {
  const start = Buffer.from(`${resolve(folder)}/`);
  // A path is bytes, which need not be UTF-8.
  const locate = (path: FieldText): Uint8Array => {
    const bytes = encodeText(path);
    return isAbsolute(showText(path)) ? bytes : Buffer.concat([start, bytes]);
  };
  return {
    open(path, length) {
      if (path === '') return undefined;
      const place = locate(path);
      if (within !== undefined && !leadsInto(place, within)) return undefined;
      return readFileStart(place, length);
    },
    empty(path, mayEmpty = () => true) {
      if (path === '') return undefined;
      try {
        return emptyFile(Buffer.from(locate(path)), mayEmpty);
      } catch {
        return undefined;
      }
    },
  };
}
