import { type Dirent, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Roster, type RosterFile, readRoster } from '../../ceremony/roster.ts';
import { CommandFailure, isCommandFailure } from '../../command-failure.ts';
import type { Context } from '../context.ts';
import { quoted, readInput, systemReason } from '../input/read-file.ts';

/**
 * Reads a roster's folder: a file `NAME.pub` for each officer.
 *
 * @throws Failure of kind `file` where the folder cannot be read; one bad file in it is no failure
 */
export async function readRosterFolder(folder: string, context: Context): Promise<Roster> {
  const files = listFiles(folder, context);
  return readRoster(await Promise.all(files.map((name) => readRosterFile(folder, name, context))));
}

function listFiles(folder: string, context: Context): readonly string[] {
  try {
    const entries = readdirSync(resolve(context.cwd, folder), { withFileTypes: true });
    return entries.filter(isReadable).map(({ name }) => name);
  } catch (error) {
    const reason = systemReason(error);
    throw new CommandFailure(
      'file',
      `cannot read the roster ${quoted(folder)}: ${reason}`,
      undefined,
      {
        cause: error,
      },
    );
  }
}

/** A pipe or device could keep us waiting for ever. */
function isReadable(entry: Dirent): boolean {
  return entry.isFile() || entry.isSymbolicLink();
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
    if (!isCommandFailure(error)) throw error;
    return { fileName, content: { unreadable: error.message } };
  }
}

const NOTHING = new Uint8Array();
