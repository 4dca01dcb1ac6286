/**
 * Where a file is to be put, found once: whoever writes there later writes into that folder and over
 * that file, or not at all.
 */
import fs from 'node:fs';
import { basename, dirname } from 'node:path';
import type { FoundKind } from '../failure-codes/files.ts';
import { fileIdOf, versionOf } from './file-version.ts';

/** What is there and can be replaced by no file. */
export type OtherThanFile = Exclude<FoundKind, 'kernel'>;

export interface Place {
  /** The folder, without links. */
  readonly folder: string;
  readonly folderId: string;
  /** The file's name in it. */
  readonly name: string;
  /** What is there; a link that leads nowhere is something, too. */
  readonly holds: 'nothing' | 'file' | 'link' | OtherThanFile;
  /** Which file that is, and as what it was seen; undefined where there is nothing. */
  readonly fileId: string | undefined;
  readonly version: string | undefined;
}

/** A folder without links, and which it is. */
type Folder = Pick<Place, 'folder' | 'folderId'>;

/** Folders that were found already, by the path that led to them. */
export type FoundFolders = Map<string, Folder>;

/**
 * Finds a file's place. A link is followed: the place is that of what it leads to.
 *
 * @param target an absolute path
 * @param folders for the places of many files, that each folder is looked for once
 * @throws the system's error, as where there is no such folder
 * @example
 * findPlace('/srv/ceremony/approval.txt').holds; // 'file'
 */
export function findPlace(target: string, folders?: FoundFolders): Place {
  const there = fs.lstatSync(target, { bigint: true, throwIfNoEntry: false });
  if (there === undefined) {
    const place = { ...findFolder(dirname(target), folders), name: basename(target) };
    return { ...place, holds: 'nothing', fileId: undefined, version: undefined };
  }
  const led = fs.statSync(target, { throwIfNoEntry: false });
  // A pipe that is called /dev/stdout has no path of its own.
  const isFile = led?.isFile() === true;
  const path = isFile ? fs.realpathSync.native(target) : target;
  const place = { ...findFolder(dirname(path), folders), name: basename(path) };
  const found = fs.lstatSync(path, { bigint: true, throwIfNoEntry: false });
  if (found === undefined) {
    return { ...place, holds: 'nothing', fileId: undefined, version: undefined };
  }
  const isOther = led !== undefined && !isFile;
  const holds = isOther ? kindOfOther(led) : found.isSymbolicLink() ? 'link' : 'file';
  return { ...place, holds, fileId: fileIdOf(found), version: versionOf(found) };
}

function findFolder(path: string, folders?: FoundFolders): Folder {
  const known = folders?.get(path);
  if (known !== undefined) return known;
  const folder = fs.realpathSync.native(path);
  const found = { folder, folderId: fileIdOf(fs.statSync(folder, { bigint: true })) };
  folders?.set(path, found);
  return found;
}

/** Whether what is at a place can be replaced by no file. */
export function isOtherThanFile(holds: Place['holds']): holds is OtherThanFile {
  return holds !== 'nothing' && holds !== 'file' && holds !== 'link';
}

function kindOfOther(stat: fs.Stats): OtherThanFile {
  if (stat.isDirectory()) return 'folder';
  if (stat.isFIFO()) return 'fifo';
  return stat.isSocket() ? 'socket' : 'device';
}
