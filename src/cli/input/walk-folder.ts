/**
 * Everything in a folder, a folder in it and so on, no link followed, and no more of it than a ceremony has.
 */
import { join, resolve } from 'node:path';
import { compareFiles, type GivenFile, type LeftOut } from '../../evidence/gather/given-file.ts';
import { Failure, isFailure } from '../../failure.ts';
import { listNames } from '../../files/folder.ts';
import { isFolder } from '../../files/look.ts';
import { openRegularFile } from '../../files/read.ts';
import { systemNameOf } from '../../files/system-error.ts';
import { isClusterFolder } from '../../hsm/cluster/folder.ts';
import type { Context } from '../context.ts';

/** Folders within folders, files in all, bytes of one file and of all. */
const LIMITS = { depth: 16, files: 5000, file: 64 << 20, bytes: 120 << 20 } as const;

/** What a rehearsal leaves behind: an emulated cluster and everybody's private keys. */
const REHEARSAL = 'rehearsal';

/** Files, and what is none that could be read. */
export interface WalkedFolder {
  readonly files: readonly GivenFile[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Reads a folder.
 *
 * @param path as it was typed
 * @param what it is, for messages
 * @throws Failure `file-unreadable`, `evidence-too-much`
 */
export function walkFolder(
  path: string,
  what: string,
  { cwd }: Pick<Context, 'cwd'>,
): WalkedFolder {
  const walk = new Walk(path);
  try {
    walk.enter(resolve(cwd, path), '', 0);
  } catch (error) {
    if (isFailure(error)) throw error;
    const system = systemNameOf(error);
    throw new Failure('file-unreadable', { what, path, system }, { cause: error });
  }
  return { files: [...walk.files].sort(compareFiles), leftOut: walk.leftOut };
}

class Walk {
  readonly files: GivenFile[] = [];
  readonly leftOut: LeftOut[] = [];
  readonly #named: string;
  #bytes = 0;
  #seen = 0;

  constructor(named: string) {
    this.#named = named;
  }

  enter(folder: string, path: string, depth: number): void {
    const { names, areAll } = listNames(folder, LIMITS.files);
    if (!areAll) throw this.#tooMuch('files');
    for (const name of names.sort()) {
      this.#seen += 1;
      if (this.#seen > LIMITS.files) throw this.#tooMuch('files');
      if (depth === 0 && name === REHEARSAL) continue;
      if (name.startsWith('.')) {
        this.#leave(`${path}${name}`, 'hidden');
        continue;
      }
      this.#take(join(folder, name), `${path}${name}`, depth);
    }
  }

  #take(place: string, path: string, depth: number): void {
    const opening = openRegularFile(place, { links: 'refuse' });
    switch (opening.kind) {
      case 'opened': {
        const { file } = opening;
        try {
          this.#read(file, path);
        } finally {
          file.close();
        }
        return;
      }
      case 'link':
        this.#leave(path, 'link');
        return;
      case 'not-regular':
        if (isFolder(place)) this.#enterBelow(place, path, depth);
        else this.#leave(path, 'not-regular');
        return;
      case 'missing':
      case 'refused':
        this.#leave(path, 'unreadable');
    }
  }

  #read(file: { readonly size: number; readAll(): Uint8Array }, path: string): void {
    if (file.size > LIMITS.file) {
      this.#leave(path, 'too-large');
      return;
    }
    this.#bytes += file.size;
    if (this.#bytes > LIMITS.bytes) throw this.#tooMuch('bytes');
    this.files.push({ path, bytes: file.readAll(), from: 'folder' });
  }

  #enterBelow(place: string, path: string, depth: number): void {
    if (isClusterFolder(place)) this.#leave(path, 'cluster');
    else if (depth + 1 >= LIMITS.depth) this.#leave(path, 'too-large');
    else {
      try {
        this.enter(place, `${path}/`, depth + 1);
      } catch (error) {
        if (error instanceof Failure) throw error;
        this.#leave(path, 'unreadable');
      }
    }
  }

  #leave(path: string, why: LeftOut['why']): void {
    this.leftOut.push({ path, why });
  }

  #tooMuch(of: 'bytes' | 'files'): Failure {
    return new Failure('evidence-too-much', { path: this.#named, most: LIMITS[of], of });
  }
}
