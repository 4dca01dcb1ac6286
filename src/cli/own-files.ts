/**
 * The files of the package that commands hand out or start. The executable has them in itself
 * (scripts/make-executable.mjs).
 */
import path from 'node:path';
import { isThere, realPath } from '../files/look.ts';
import { readRegularFile } from '../files/read.ts';

/** @param name from the package's folder */
export function readOwnFile(name: string): Buffer {
  if (!isExecutable()) {
    const folder = path.dirname(findOwnFile(name));
    return readRegularFile(path.basename(name), { what: 'file of mofn', folder, limit: 1 << 22 });
  }
  return Buffer.from(process.getBuiltinModule('node:sea').getAsset(name));
}

/**
 * One of the package's programs, as a file to link to: the executable knows by the name that it is called
 * by which of them it is.
 */
export function ownProgram(name: string): string {
  return isExecutable() ? process.execPath : findOwnFile(`bin/${name}`);
}

/** The words that start this program again. */
export function ownCommand(): readonly string[] {
  const [program = ''] = process.argv.slice(1, 2);
  return isExecutable() ? [process.execPath] : [process.execPath, realPath(program)];
}

function isExecutable(): boolean {
  return process.getBuiltinModule('node:sea').isSea();
}

/** This file is in dist/cli, or in src/cli. */
function findOwnFile(name: string): string {
  let folder = import.meta.dirname;
  while (!isThere(path.join(folder, name))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`the package has no ${name}`);
    folder = parent;
  }
  return path.join(folder, name);
}
