/**
 * What to do about a path that leads nowhere: what is there instead is looked at, once the failure is known.
 */
import { dirname, resolve } from 'node:path';
import type { AnyFailure } from '../../failure.ts';
import { listNames } from '../../files/folder.ts';
import { isFolder, isGoneFolder, isThere, isThereOrLink } from '../../files/look.ts';
import { nearestWord } from '../../nearest-word.ts';
import { quotePath } from '../../words/quote-for-shell.ts';
import { quoted } from '../input/read-file.ts';

/** These say that something on the way to a file is missing, or is no folder. */
const ON_THE_WAY: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR']);

/**
 * @param cwd where relative paths start
 * @returns undefined where the words of the failure itself have the better hint
 */
export function hintAtPath({ code, values }: AnyFailure, cwd: string): string | undefined {
  if (code !== 'file-unreadable' && code !== 'file-unwritable' && code !== 'state-io') {
    return undefined;
  }
  const { path, system } = values;
  if (!ON_THE_WAY.has(system)) return undefined;
  if (code === 'file-unreadable' && isThere(resolve(cwd, path))) {
    return `${quoted(path)} is a file: name a folder, as the one that it is in`;
  }
  if (isGoneFolder(cwd) && resolve(cwd, path).startsWith(cwd)) {
    return 'the folder in which mofn was started is gone: cd to another one';
  }
  if (code === 'state-io') return undefined;
  const above = nearestAbove(path, cwd);
  const place = resolve(cwd, above);
  if (!isThere(place)) {
    return `${quoted(above)} is a link that leads nowhere: "ls -l ${quotePath(above)}" shows where to`;
  }
  const isToRead = code === 'file-unreadable';
  if (!isFolder(place)) {
    const next = isToRead ? 'check the path' : 'choose a place beside it, not below it';
    return `${quoted(above)} is a file and no folder: ${next}`;
  }
  if (above === dirname(path)) return isToRead ? meant(path, cwd) : undefined;
  return isToRead
    ? `check the path: "ls ${quotePath(above)}" shows what is there`
    : `there is no such folder; make it: mkdir -p ${quotePath(dirname(path))}`;
}

/** The innermost of the folders of a path where there is anything. */
function nearestAbove(path: string, cwd: string): string {
  let above = dirname(path);
  while (!isThereOrLink(resolve(cwd, above)) && dirname(above) !== above) above = dirname(above);
  return above;
}

/** Names that are looked at in a folder. */
const MOST_NAMES = 1_000;
/** Letters that may be wrong in a name. */
const MOST_MISTAKES = 2;

/** The file that may have been meant. */
function meant(path: string, cwd: string): string | undefined {
  const at = path.lastIndexOf('/') + 1;
  const name = path.slice(at);
  const names = namesIn(resolve(cwd, path.slice(0, at) || '.'));
  const nearest = nearestWord(name, names, name.length < 4 ? 1 : MOST_MISTAKES);
  return nearest === undefined ? undefined : `did you mean ${quoted(path.slice(0, at) + nearest)}?`;
}

function namesIn(folder: string): readonly string[] {
  try {
    return listNames(folder, MOST_NAMES).names;
  } catch {
    return [];
  }
}
