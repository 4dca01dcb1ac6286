/** What to do about the system's errors, where a file was named. */
import { quotePath } from './quote-for-shell.ts';

type Hint = (path: string) => string;

/** What helps against them whatever was to be done with the file. */
const HINTS: Readonly<Record<string, Hint>> = {
  ENAMETOOLONG: () => 'choose a shorter name',
  ELOOP: (path) => `"ls -ld ${quotePath(path)}" shows the link; choose another name`,
  EIO: () => 'the disk reports an error: check it, and take another one',
  EMFILE: () => 'allow more open files: ulimit -n 1024',
  ENFILE: () => 'close other programs, then do it again',
  ENOMEM: () => 'close other programs, then do it again',
};

const READ_HINTS: Readonly<Record<string, Hint>> = {
  ...HINTS,
  EACCES: (path) => `"ls -ld ${quotePath(path)}" shows who may read it: ask its owner`,
  EISDIR: (path) => `name a file: "ls ${quotePath(path)}" shows what is in the folder`,
};

const WRITE_HINTS: Readonly<Record<string, Hint>> = {
  ...HINTS,
  EACCES: showFolder,
  EPERM: showFolder,
  ENOSPC: (path) => `free some space: "df -h ${quotePath(folderOf(path))}" shows how much there is`,
  EDQUOT: () => 'free some of the disk quota, or choose a place on another disk',
  EROFS: () => 'choose a place that can be written',
  EISDIR: () => 'name a file in the folder',
};

/** @param system the error's name, as `ENOENT` */
export function readHint(system: string, path: string): string {
  const hint = READ_HINTS[system];
  return hint?.(path) ?? `check the name: "ls ${quotePath(folderOf(path))}" shows what is there`;
}

/** @param system the error's name, as `ENOENT` */
export function writeHint(system: string, path: string): string {
  return WRITE_HINTS[system]?.(path) ?? 'choose another place: no file can be made there';
}

function showFolder(path: string): string {
  const folder = quotePath(folderOf(path));
  return `"ls -ld ${folder}" shows who may write there; choose another place`;
}

/** The folder of a path, as it is written. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '.' : path.slice(0, slash) || '/';
}
