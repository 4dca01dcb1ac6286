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
  const isOther = led !== undefined && !isFile;
  const holds = isOther ? kindOfOther(led) : found.isSymbolicLink() ? 'link' : 'file';
  return { ...place, holds, fileId: fileIdOf(found), version: versionOf(found) };
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
