/**
 * Where a file is to be put, found once: whoever writes there later writes into that folder and over
 * that file, or not at all.
 */
import fs from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileIdOf, versionOf } from './file-version.ts';

export interface Place {
  /** The folder, without links. */
  readonly folder: string;
  readonly folderId: string;
  /** The file's name in it. */
  readonly name: string;
  /** What is there; a link that leads nowhere is something, too. */
  readonly holds: 'nothing' | 'file' | 'link' | 'other';
  /** Which file that is, and as what it was seen; undefined where there is nothing. */
  readonly fileId: string | undefined;
  readonly version: string | undefined;
}

/**
 * Finds a file's place. A link is followed: the place is that of what it leads to.
 *
 * @param target an absolute path
 * @throws the system's error, as where there is no such folder
 * @example
 * findPlace('/srv/ceremony/approval.txt').holds; // 'file'
 */
export function findPlace(target: string): Place {
  const led = fs.statSync(target, { throwIfNoEntry: false });
  // A pipe that is called /dev/stdout has no path of its own.
  const isFile = led?.isFile() === true;
  const path = isFile ? fs.realpathSync.native(target) : target;
  const folder = isFile ? dirname(path) : fs.realpathSync.native(dirname(target));
  const folderId = fileIdOf(fs.statSync(folder, { bigint: true }));
  const place = { folder, folderId, name: basename(path) };
  const found = fs.lstatSync(path, { bigint: true, throwIfNoEntry: false });
  if (found === undefined) {
    return { ...place, holds: 'nothing', fileId: undefined, version: undefined };
  }
  const holds = led !== undefined && !isFile ? 'other' : found.isSymbolicLink() ? 'link' : 'file';
  return { ...place, holds, fileId: fileIdOf(found), version: versionOf(found) };
}
