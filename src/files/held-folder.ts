/**
 * A folder that stays the same one, whatever its path leads to by and by: on Linux it is held open, and
 * what is in it is named through the descriptor. Elsewhere it is known by its path alone.
 */
import fs from 'node:fs';
import { join } from 'node:path';
import { fileIdOf, identifyFile } from './file-version.ts';
import { O_PATH } from './look-first.ts';

export interface HeldFolder {
  /** Which folder it is. */
  readonly id: string;
  /** A path of what has this name in it. */
  at(name: string): string;
  close(): void;
}

/**
 * Holds a folder.
 *
 * @throws the system's error
 * @example
 * const held = holdFolder('/srv/ceremony');
 * held.at('approval.txt'); // '/proc/self/fd/21/approval.txt'
 */
export function holdFolder(path: string | Buffer): HeldFolder {
  if (process.platform !== 'linux') return nameFolder(path.toString());
  const descriptor = fs.openSync(path, O_PATH | fs.constants.O_DIRECTORY);
  const id = fileIdOf(fs.fstatSync(descriptor, { bigint: true }));
  const held = `/proc/self/fd/${descriptor}`;
  // A small container may have no /proc.
  const start = identifyFile(held) === id ? held : path.toString();
  return { id, at: (name) => join(start, name), close: () => fs.closeSync(descriptor) };
}

function nameFolder(path: string): HeldFolder {
  const id = fileIdOf(fs.statSync(path, { bigint: true }));
  return { id, at: (name) => join(path, name), close: () => undefined };
}

/** Each is an open file. */
const MOST_HELD = 16;

/** The folders that many files are put into, each held once. */
export class HeldFolders {
  readonly #held = new Map<string, HeldFolder>();

  /**
   * Holds the folder that a path leads to now, until another one is asked for.
   *
   * @returns what its holder closes, and nobody else
   * @throws the system's error
   */
  hold(path: string): HeldFolder {
    const known = this.#held.get(path);
    if (known !== undefined && identifyFile(path) === known.id) return known;
    known?.close();
    this.#held.delete(path);
    if (this.#held.size >= MOST_HELD) this.close();
    const held = holdFolder(path);
    this.#held.set(path, held);
    return held;
  }

  close(): void {
    for (const held of this.#held.values()) held.close();
    this.#held.clear();
  }
}
