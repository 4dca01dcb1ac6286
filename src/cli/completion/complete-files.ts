import { completePath } from '../../node/complete-path.ts';
import { escapeUnsafe } from '../../printable.ts';
import { FILE_ENDINGS, type FileFamily, type KindOfValue } from '../value-kinds.ts';
import type { Candidate, Completion } from './candidate.ts';

/** Of a kind of value, which files it takes. */
export type FileKind = Pick<KindOfValue, 'isFolder'> & Required<Pick<KindOfValue, 'files'>>;

/** More than anybody reads. Of more, the first would pass for all, and what they begin with for what all do. */
const MOST_FILES = 1000;

/**
 * The files that a word may become.
 *
 * @param head what of the word stands before the path: `--key=`
 * @param path as it is typed, without quotes
 * @param cwd where relative paths start
 */
export function completeFiles(
  head: string,
  path: string,
  { files, isFolder }: FileKind,
  cwd: string,
): Completion {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const all = completePath(path, cwd)
    .map((each) => each.slice(folder.length))
    .filter(isPlain);
  const fitting = all.filter((name) => name.endsWith('/') || fits(name, files));
  // A file of another name may be meant all the same, where none else is.
  const isEnough = fitting.some((name) => isFolder === true || !name.endsWith('/'));
  const offered = isEnough ? fitting : all;
  return {
    head: `${head}${folder}`,
    candidates: offered.length > MOST_FILES ? [] : offered.map(fileCandidate(folder)),
    otherwise: 'files',
  };
}

function fileCandidate(folder: string): (name: string) => Candidate {
  return (name) => {
    // Else it would be read as an option.
    const value = folder === '' && name.startsWith('-') ? `./${name}` : name;
    return value.endsWith('/') ? { value: value.slice(0, -1), end: 'folder' } : { value };
  };
}

/**
 * Whether it can be shown and typed as it is. What acts on a terminal, hides, is no UTF-8 or may stand for
 * another folder is left to the shell.
 */
function isPlain(name: string): boolean {
  return escapeUnsafe(name) === name && !name.includes('\ufffd') && !name.startsWith('~');
}

const FAMILY_OF_ENDING: ReadonlyMap<string, FileFamily> = new Map(
  Object.entries(FILE_ENDINGS).flatMap(([family, endings]) =>
    endings.map((ending) => [ending, family as FileFamily] as const),
  ),
);

function fits(name: string, files: FileKind['files']): boolean {
  if (files === 'all' || files.length === 0) return files === 'all';
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const family = FAMILY_OF_ENDING.get(ending) ?? FAMILY_OF_ENDING.get(ending.replace(/\d+$/, ''));
  return !name.slice(1).includes('.') || family === undefined || files.includes(family);
}
