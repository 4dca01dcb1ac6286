import { join, resolve } from 'node:path';
import { type Roster, type RosterFile, readRoster } from '../../ceremony/roster.ts';
import { Failure } from '../../failure.ts';
import { listFiles } from '../../files/folder.ts';
import { systemNameOf } from '../../files/system-error.ts';
import type { Context } from '../context.ts';
import { readInput } from '../input/read-file.ts';
import { describeThrown } from '../output/describe-thrown.ts';

/**
 * Reads a roster's folder: a file `NAME.pub` for each officer.
 *
 * @throws Failure of kind `file` where the folder cannot be read; one bad file in it is no failure
 */
export async function readRosterFolder(folder: string, context: Context): Promise<Roster> {
  const files = listFolder(folder, context);
  return readRoster(await Promise.all(files.map((name) => readRosterFile(folder, name, context))));
}

function listFolder(folder: string, { cwd }: Context): readonly string[] {
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

async function readRosterFile(
  folder: string,
  fileName: string,
  context: Context,
): Promise<RosterFile> {
  // A roster is often the folder of everything; what is no key by its name is not read.
  if (!/\.(pub|pem|crt|cer|der|cert)$/i.test(fileName)) return { fileName, content: NOTHING };
  try {
    return { fileName, content: await readInput(join(folder, fileName), 'public key', context) };
  } catch (error) {
    const told = await describeThrown(error);
    if (told === undefined) throw error;
    return { fileName, content: { unreadable: told.message } };
  }
}

const NOTHING = new Uint8Array();
