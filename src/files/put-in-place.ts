/**
 * How files come into being: whole, or not at all. Each is written beside its place under a name of
 * its own, waited for until it is on disk, and put there in one step, so that nobody ever sees half of
 * it. link(2) puts a file where none is; rename(2) takes the place of one.
 */
import fs from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '../failure.ts';
import { writeDescriptor } from './descriptor.ts';
import { errorCode, systemNameOf } from './system-error.ts';

/** Modes of what is made, before the umask. */
const MODE = { secret: 0o600, public: 0o666 } as const;

/** Of a file that is replaced, these bits are kept at most: never setuid, setgid and sticky. */
const KEPT_BITS = 0o777;
const GROUP_BITS = 0o070;

interface NewFileOptions {
  readonly mode: number;
  /** Whether to wait until the bytes are on disk. */
  readonly durable: boolean;
  /** The file that it replaces, whose mode and group it takes over. */
  readonly like?: fs.Stats | undefined;
}

/** Writes a file that was not there; its folder is not waited for. @throws the system's error */
function writeNewFile(path: string, bytes: Uint8Array, options: NewFileOptions): void {
  const { mode, durable, like } = options;
  // Windows has no O_NOFOLLOW.
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = fs.constants;
  // What it replaces may be readable by its owner alone: so is this one until it has its mode.
  const first = like === undefined ? mode : MODE.secret;
  const descriptor = fs.openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, first);
  try {
    writeDescriptor(descriptor, bytes);
    if (like !== undefined) takeOverMode(descriptor, like);
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
 * Puts a new file (mode 0600) in its place, where no file has that name; its folder is not waited for.
 *
 * @returns false where the name is taken
 * @throws the system's error
 * @example
 * if (putNewFile('server-0/000000000007.json', bytes)) syncFolder('server-0');
 */
export function putNewFile(path: string, bytes: Uint8Array): boolean {
  const temporary = temporaryBeside(path);
  try {
    writeNewFile(temporary, bytes, { mode: MODE.secret, durable: true });
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
 * @throws Failure `file-exists`, `file-not-regular`, `file-unwritable`; then nothing was changed
 * @example
 * putInPlace('officer1.sig', signature, { what: 'signature', folder: process.cwd() });
 */
export function putInPlace(path: string, bytes: Uint8Array, options: PlaceOptions): void {
  const { what, folder, replace = false, secret = false, durable = true } = options;
  const target = resolve(folder, path);
  const old = findOld(target, path, what, replace);
  let temporary: string | undefined;
  try {
    const place = old === undefined ? target : fs.realpathSync(target);
    temporary = temporaryBeside(place);
    const mode = secret ? MODE.secret : MODE.public;
    writeNewFile(temporary, bytes, { mode, durable, like: secret ? undefined : old });
    if (replace) {
      fs.renameSync(temporary, place);
    } else {
      // link fails where the name has been taken meanwhile; rename would replace it.
      fs.linkSync(temporary, place);
      fs.unlinkSync(temporary);
    }
  } catch (error) {
    if (temporary !== undefined) removeQuietly(temporary);
    if (errorCode(error) === 'EEXIST') throw new Failure('file-exists', { what, path });
    const system = systemNameOf(error);
    throw new Failure('file-unwritable', { what, path, system }, { cause: error });
  }
}

/**
 * The file that is there, if any. It may be replaced where that is wanted; a device never, since
 * renaming would take it away from everybody.
 */
function findOld(
  target: string,
  path: string,
  what: string,
  replace: boolean,
): fs.Stats | undefined {
  const found = lookUp(target, path, what);
  if (found === undefined) return undefined;
  if (!found.isFile()) throw new Failure('file-not-regular', { what, path });
  if (!replace) throw new Failure('file-exists', { what, path });
  return found;
}

function lookUp(target: string, path: string, what: string): fs.Stats | undefined {
  try {
    return fs.statSync(target, { throwIfNoEntry: false });
  } catch (error) {
    const system = systemNameOf(error);
    throw new Failure('file-unwritable', { what, path, system }, { cause: error });
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

/** A name for a file that is not in its place yet. */
function temporaryBeside(place: string): string {
  // Loaded only now: it takes long, and who only reads files needs none of it.
  const { randomBytes } = process.getBuiltinModule('node:crypto');
  return join(dirname(place), `${TEMPORARY}${randomBytes(9).toString('hex')}`);
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
