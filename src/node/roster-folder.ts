import { join, resolve } from 'node:path';
import { type Roster, type RosterFile, readRoster } from '../ceremony/roster.ts';
import { Failure, isFailure } from '../failure.ts';
import { listFiles } from '../files/folder.ts';
import { readNamedFile } from '../files/read.ts';
import { systemNameOf } from '../files/system-error.ts';

/** Most bytes that a file with a public key may have. */
const LARGEST = 1 << 20;
/** A roster is often the folder of everything; what is no key by its name is not read. */
const KEY_NAME = /\.(pub|pem|crt|cer|der|cert)$/i;
const NOTHING = new Uint8Array();

/**
 * Reads a roster's folder: a file `NAME.pub` for each officer.
 *
 * @param cwd where a relative path starts
 * @throws Failure `file-unreadable` where the folder cannot be read; one bad file in it is no failure
 * @example
 * readRosterFolder('roster', process.cwd()).officers.map(({ name }) => name);
 * // ['officer1', 'officer2', 'officer3']
 */
export function readRosterFolder(folder: string, cwd: string): Roster {
  return readRoster(listFolder(folder, cwd).map((name) => readRosterFile(folder, name, cwd)));
}

function listFolder(folder: string, cwd: string): readonly string[] {
  try {
    return listFiles(resolve(cwd, folder));
  } catch (error) {
    const system = systemNameOf(error);
    throw new Failure(
      'file-unreadable',
      { what: 'roster', path: folder, system },
      { cause: error },
    );
  }
}

function readRosterFile(folder: string, fileName: string, cwd: string): RosterFile {
  if (!KEY_NAME.test(fileName)) return { fileName, content: NOTHING };
  const options = { what: 'public key', folder: cwd, limit: LARGEST };
  try {
    return { fileName, content: readNamedFile(join(folder, fileName), options) };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { fileName, content: { unreadable: error } };
  }
}
