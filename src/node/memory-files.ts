import { concatUint8Arrays } from 'uint8array-extras';
import type { FileToEmpty } from '../files/file-to-empty.ts';
import { type FieldText, toByteString } from '../parser/text.ts';
import type { ConsoleFiles } from './console-files.ts';

/** Files that are nowhere but in memory. */
export interface MemoryFiles extends ConsoleFiles {
  /** What a file holds; undefined where there is none. */
  read(path: FieldText): Uint8Array | undefined;
  /** Makes a file, or another of the same name. */
  write(path: FieldText, content: string | Uint8Array): void;
}

/**
 * Files in memory, for a test or for a console that shall not touch a disk. `./a` and `b/../a` are `a`.
 *
 * @param files by path; text is kept as UTF-8
 * @example
 * const files = memoryFiles({ 'officer1.token.sig1': new Uint8Array(256) });
 * files.write('approval.txt', approval);
 * const console = new Console({ cluster, input, output, files });
 */
export function memoryFiles(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): MemoryFiles {
  const contents = new Map<string, Uint8Array>();
  const write = (path: FieldText, content: string | Uint8Array): void => {
    const bytes = typeof content === 'string' ? UTF8.encode(content) : Uint8Array.from(content);
    contents.set(placeOf(path), bytes);
  };
  for (const [path, content] of Object.entries(files)) write(path, content);
  return {
    write,
    read: (path) => contents.get(placeOf(path))?.slice(),
    open(path, length) {
      const bytes = contents.get(placeOf(path));
      return bytes && { size: bytes.length, start: bytes.slice(0, length) };
    },
    empty(path, mayEmpty = () => true) {
      const place = placeOf(path);
      if (place === '' || !mayEmpty(describe(place, contents.get(place)))) return undefined;
      contents.set(place, new Uint8Array());
      return {
        write: (bytes) => {
          contents.set(place, concatUint8Arrays([contents.get(place) ?? new Uint8Array(), bytes]));
        },
        close: () => undefined,
      };
    },
  };
}

function describe(place: string, content: Uint8Array | undefined): FileToEmpty {
  const name = place.slice(place.lastIndexOf('/') + 1);
  const readStart = (length: number): Uint8Array => (content ?? new Uint8Array()).slice(0, length);
  return { folder: undefined, name, size: content?.length, readStart };
}

const UTF8 = new TextEncoder();

/** A path without what leads nowhere. */
function placeOf(path: FieldText): string {
  const parts: string[] = [];
  const whole = toByteString(path);
  for (const part of whole.split('/')) {
    if (part === '..' && parts.length > 0) parts.pop();
    else if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  return `${whole.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}
