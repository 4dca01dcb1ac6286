/**
 * How files come into being: whole, or not at all. Each is written beside its place under a name of
 * its own, waited for until it is on disk, and put there in one step, so that nobody ever sees half of
 * it. link(2) puts a file where none is; rename(2) takes the place of one, if that is what was seen there.
 */
import fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Failure, isFailure } from '../failure.ts';
import { writeDescriptor } from './descriptor.ts';
import { versionOf } from './file-version.ts';
import { type HeldFolder, type HeldFolders, holdFolder } from './held-folder.ts';
import { keepOwner } from './keep-owner.ts';
import { findPlace, isOtherThanFile, type Place } from './place.ts';
import { errorCode, systemNameOf } from './system-error.ts';

/** Modes of what is made, before the umask. */
const MODE = { secret: 0o600, public: 0o666, readable: 0o644 } as const;

/** Of a file that is replaced, these bits are kept at most: never setuid, setgid and sticky. */
const KEPT_BITS = 0o777;
const GROUP_BITS = 0o070;

interface NewFileOptions {
  readonly mode: number;
  /** Whether to wait until the bytes are on disk. */
  readonly durable: boolean;
  /** The file that it replaces, whose mode and group it takes over. */
  readonly like?: fs.Stats | undefined;
  /** Whether it is its folder's owner's where root makes it. */
  readonly keepsOwner?: boolean;
  /** Whether all may read it, whatever the umask is. */
  readonly isReadable?: boolean;
}

interface NewFileWishes {
  readonly secret?: boolean;
  readonly durable?: boolean;
  readonly isReadable?: boolean;
}

/** Writes a file that was not there; its folder is not waited for. @throws the system's error */
function writeNewFile(path: string, bytes: Uint8Array, options: NewFileOptions): void {
  const { mode, durable, like, keepsOwner = false, isReadable = false } = options;
  // Windows has no O_NOFOLLOW.
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = fs.constants;
  // What it replaces may be readable by its owner alone: so is this one until it has its mode.
  const first = like === undefined ? mode : MODE.secret;
  const descriptor = fs.openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, first);
  try {
    writeDescriptor(descriptor, bytes);
    if (isReadable) fs.fchmodSync(descriptor, MODE.readable);
    if (like !== undefined) takeOverMode(descriptor, like);
    if (keepsOwner) keepOwner(descriptor, path);
    if (durable) fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/**
 * Gives a new file the group and the mode of the one that it replaces. On the descriptor, for a path may
 * lead elsewhere by now. Where the group cannot be kept, another one gets none of its rights.
 */
function takeOverMode(descriptor: number, { mode, gid }: fs.Stats): void {
  const kept = mode & KEPT_BITS;
  fs.fchmodSync(descriptor, keepGroup(descriptor, gid) ? kept : kept & ~GROUP_BITS);
}

function keepGroup(descriptor: number, gid: number): boolean {
  const own = fs.fstatSync(descriptor);
  if (own.gid === gid) return true;
  try {
    fs.fchownSync(descriptor, own.uid, gid);
    return true;
  } catch {
    // Only root and the group's members may give a file to it.
    return false;
  }
}

/**
 * Puts a new file (mode 0600) in its place, where no file has that name; its folder is not waited for. Where
 * root makes it, it is the folder's owner's.
 *
 * @param options `secret` false: for all that the umask lets; `isReadable`: for all to read, whatever the
 *   umask is; `durable` false: not waited for
 * @returns false where the name is taken
 * @throws the system's error
 * @example
 * if (putNewFile('server-0/000000000007.json', bytes)) syncFolder('server-0');
 */
export function putNewFile(
  path: string,
  bytes: Uint8Array,
  { secret = true, durable = true, isReadable = false }: NewFileWishes = {},
): boolean {
  const mode = secret ? MODE.secret : MODE.public;
  const temporary = join(dirname(path), temporaryName());
  try {
    writeNewFile(temporary, bytes, { mode, durable, keepsOwner: true, isReadable });
    fs.linkSync(temporary, path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    removeQuietly(temporary);
  }
}

/**
 * Gives a file a second name, where nothing has that name.
 *
 * @returns false where the name is taken
 * @throws the system's error
 */
export function linkFile(path: string, name: string): boolean {
  try {
    fs.linkSync(path, name);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/** How a result is put in its place. */
export interface PlaceOptions {
  /** What the file is, for whoever is told of a failure: `signature`. */
  readonly what: string;
  /** Where a relative path starts. */
  readonly folder: string;
  /** Where it goes, where that was found before: what was seen there then must be there still. */
  readonly place?: Place | undefined;
  /** Folders that are held for many results; without it, one is held for this one. */
  readonly folders?: HeldFolders | undefined;
  /**
   * Whether a file that is there is replaced. It keeps its group and its mode unless the new one is
   * secret, but not setuid, setgid and sticky; where its group cannot be kept, the group's bits go too.
   */
  readonly replace?: boolean;
  /** Readable by its owner only (mode 0600). */
  readonly secret?: boolean;
  /** Wait until the bytes are on disk; default true. For what is easily made again, false. */
  readonly durable?: boolean;
}

/**
 * Puts a whole file in its place in one step. A link stays a link: what it leads to is replaced.
 *
 * @throws Failure `file-exists`, `file-not-regular`, `file-changed`, `file-unwritable`; then nothing was
 *   changed
 * @example
 * putInPlace('officer1.sig', signature, { what: 'signature', folder: process.cwd() });
 */
export function putInPlace(path: string, bytes: Uint8Array, options: PlaceOptions): void {
  const { what, folder, folders, replace = false } = options;
  let held: HeldFolder | undefined;
  try {
    const place = options.place ?? findPlace(resolve(folder, path));
    refuseTaken(place, path, options);
    held = folders?.hold(place.folder) ?? holdFolder(place.folder);
    if (held.id !== place.folderId) throw new Failure('file-changed', { what, path });
    const temporary = held.at(temporaryName());
    try {
      writeNewFile(temporary, bytes, newFileOptions(held.at(place.name), options));
      if (replace) {
        takePlace(temporary, held, place, path, options);
      } else {
        // link fails where the name has been taken meanwhile; rename would replace it.
        fs.linkSync(temporary, held.at(place.name));
        fs.unlinkSync(temporary);
      }
    } catch (error) {
      removeQuietly(temporary);
      throw error;
    }
  } catch (error) {
    if (isFailure(error)) throw error;
    if (errorCode(error) === 'EEXIST') throw new Failure('file-exists', { what, path });
    const system = systemNameOf(error);
    throw new Failure('file-unwritable', { what, path, system }, { cause: error });
  } finally {
    if (folders === undefined) held?.close();
  }
}

/** A file may be replaced where that is wanted; a device never, for renaming would take it from everybody. */
function refuseTaken(place: Place, path: string, { what, replace = false }: PlaceOptions): void {
  if (place.holds === 'nothing') return;
  if (isOtherThanFile(place.holds)) {
    throw new Failure('file-not-regular', { what, path, found: place.holds });
  }
  if (!replace) throw new Failure('file-exists', { what, path });
}

function newFileOptions(
  place: string,
  { replace = false, secret = false, durable = true }: PlaceOptions,
): NewFileOptions {
  if (secret) return { mode: MODE.secret, durable };
  const old = replace ? fs.lstatSync(place, { throwIfNoEntry: false }) : undefined;
  return { mode: MODE.public, durable, like: old?.isFile() === true ? old : undefined };
}

/**
 * Takes the place of what was seen there, and of nothing else. Between look and rename somebody could
 * still put another file there; no system call does both. docs/security.md has how long that is.
 */
function takePlace(
  temporary: string,
  held: HeldFolder,
  { name, version }: Place,
  path: string,
  { what }: PlaceOptions,
): void {
  const place = held.at(name);
  const found = fs.lstatSync(place, { bigint: true, throwIfNoEntry: false });
  if ((found && versionOf(found)) !== version) throw new Failure('file-changed', { what, path });
  fs.renameSync(temporary, place);
}

/** Gives a file another name; where that fails, somebody else did, or the next writer will. */
export function moveQuietly(path: string, name: string): void {
  try {
    fs.renameSync(path, name);
  } catch {
    // See above: nothing depends on it.
  }
}

/** Removes a file; where that fails, somebody else did, or the next writer will. */
export function removeQuietly(path: string): void {
  try {
    fs.unlinkSync(path);
  } catch {
    // See above: nothing depends on it.
  }
}

/** What a file is called until it has its name. */
const TEMPORARY = '.new-';
/** A temporary file this old was left by a writer that was killed; milliseconds. */
const TEMPORARY_AGE = 60_000;

let crypto: typeof import('node:crypto') | undefined;

/** A name for a file that is not in its place yet. */
function temporaryName(): string {
  // Loaded only now: it takes long, and who only reads files needs none of it.
  crypto ??= process.getBuiltinModule('node:crypto');
  return `${TEMPORARY}${crypto.randomBytes(9).toString('hex')}`;
}

/**
 * Removes the temporary files that writers left when they were killed. One that merely slept finds its
 * file gone, and starts over.
 *
 * @param names what is in the folder
 */
export function sweepTemporaries(folder: string, names: readonly string[]): void {
  for (const name of names) {
    if (!name.startsWith(TEMPORARY)) continue;
    const file = join(folder, name);
    const stat = fs.lstatSync(file, { throwIfNoEntry: false });
    if (stat !== undefined && Date.now() - stat.mtimeMs > TEMPORARY_AGE) removeQuietly(file);
  }
}
