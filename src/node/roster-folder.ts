import { join, resolve } from 'node:path';
import { type Roster, type RosterFile, readRoster } from '../ceremony/roster.ts';
import { Failure, isFailure } from '../failure.ts';
import { listNames } from '../files/folder.ts';
import { readRegularFile } from '../files/read.ts';
import { systemNameOf } from '../files/system-error.ts';

/** Most bytes that a file with a public key may have: more than any certificate with its chain. */
const LARGEST = 1 << 16;
/** A roster is often the folder of everything; what is no key by its name is not read. */
const KEY_NAME = /\.(pub|pem|crt|cer|der|cert)$/i;
const NOTHING = new Uint8Array();
/** More than an HSM has users, with room for what else lies in the folder. */
const MOST_NAMES = 10_000;

/**
 * Reads a roster's folder: a file `NAME.pub` for each officer. Only regular files are read, and links to
 * them.
 *
 * @param cwd where a relative path starts
 * @throws Failure `file-unreadable` where the folder cannot be read, `folder-too-large` where it has more
 *   than 10,000 names; one bad file in it is no failure
 * @example
 * readRosterFolder('roster', process.cwd()).officers.map(({ name }) => name);
 * // ['officer1', 'officer2', 'officer3']
 */
export function readRosterFolder(folder: string, cwd: string): Roster {
  return readRoster(listFolder(folder, cwd).map((name) => rosterFile(folder, name, cwd)));
}

function listFolder(folder: string, cwd: string): readonly string[] {
  const { names, areAll } = listOrThrow(folder, cwd);
  if (areAll) return names;
  throw new Failure('folder-too-large', { what: 'roster', path: folder, limit: MOST_NAMES });
}

function listOrThrow(folder: string, cwd: string): ReturnType<typeof listNames> {
  try {
    return listNames(resolve(cwd, folder), MOST_NAMES);
  } catch (error) {
    const system = systemNameOf(error);
    throw new Failure(
      'file-unreadable',
      { what: 'roster', path: folder, system },
      { cause: error },
    );
  }
}

/** A file of the roster; it is read when its turn comes, so that no two are in memory at once. */
function rosterFile(folder: string, fileName: string, cwd: string): RosterFile {
  if (!KEY_NAME.test(fileName)) return { fileName, content: NOTHING };
  return {
    fileName,
    get content() {
      return readContent(join(folder, fileName), cwd);
    },
  };
}

function readContent(path: string, folder: string): RosterFile['content'] {
  try {
    return readRegularFile(path, { what: 'public key', folder, limit: LARGEST });
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { unreadable: error };
  }
}
