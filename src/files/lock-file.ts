/**
 * A lock beside a file, so that two who change it do so one after the other. It is a file that says who
 * made it: that of a process which has ended is taken away. Others may write in the folder too, so what
 * lies there is read as a small regular file or counts as nobody's.
 */
import { createHash, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import type { ProcessIdentity } from '../process-identity.ts';
import { writeDescriptor } from './descriptor.ts';
import type { HeldFolder } from './held-folder.ts';
import { identifyProcess, isProcessAlive } from './process-identity.ts';
import { putNewFile, removeQuietly } from './put-in-place.ts';
import { openRegularFile } from './read.ts';
import { errorCode } from './system-error.ts';

/** Who has a lock, when it has been waited for long enough. */
export interface LockedBy {
  /** The lock's name in its folder. */
  readonly lock: string;
  /** Undefined where the lock does not say. */
  readonly holder: ProcessIdentity | undefined;
}

/** A lock that was taken. */
export interface HeldLock {
  /** Lets it go; once more does nothing. */
  release(): void;
}

/** Waits a little; false where it has been waited long enough. */
export type WaitMore = () => Promise<boolean>;

/**
 * Takes a lock, and waits for whoever has it.
 *
 * @param folder where the lock is to lie; to be held until it is released
 * @param depth how many locks are being taken for the sake of this one
 * @throws the system's error, as EACCES where nothing may be made in the folder
 * @example
 * const taken = await takeLock(folder, lockNameOf('approval.txt'), waitMore);
 * if ('release' in taken) taken.release();
 */
export async function takeLock(
  folder: HeldFolder,
  lock: string,
  waitMore: WaitMore,
  depth = 0,
): Promise<HeldLock | LockedBy> {
  for (let tries = 0; ; tries += 1) {
    const text = makeLock(folder.at(lock));
    if (text !== undefined) return { release: () => removeLock(folder.at(lock), text) };
    const found = readLock(folder.at(lock));
    const holder = found === undefined ? undefined : holderOf(found);
    if (found !== undefined && isDead(holder) && depth < DEEPEST) {
      const blocked = await removeDead(folder, { lock, text: found, depth }, waitMore);
      if (blocked !== undefined) return blocked;
      if (tries === 0) continue;
    }
    // Who finds another dead lock each time waits too, for somebody may make them on purpose.
    if (!(await waitMore())) return { lock, holder };
  }
}

/** Locks of dead processes upon locks of dead processes, beyond which they are somebody's joke. */
const DEEPEST = 8;

function isDead(holder: ProcessIdentity | undefined): boolean {
  return holder !== undefined && !isProcessAlive(holder);
}

/** What the lock of a file is called. */
export function lockNameOf(name: string): string {
  // Names have 255 bytes at most.
  return Buffer.byteLength(name) <= 200 ? `.${name}${ENDING}` : `.${digest(name)}${ENDING}`;
}

const ENDING = '.mofn-lock';

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** @returns what it holds, which no other lock does; undefined where there is one */
function makeLock(path: string): string | undefined {
  const nonce = randomBytes(12).toString('hex');
  const text = `${JSON.stringify({ ...identifyProcess(), nonce })}\n`;
  return putLock(path, Buffer.from(text)) ? text : undefined;
}

/** What link(2) says where a file system knows no second names, as those of memory cards. */
const NO_LINKS: ReadonlySet<string | undefined> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
]);

/** Whole, so that a process that is killed leaves none that does not say whose it was. */
function putLock(path: string, bytes: Uint8Array): boolean {
  try {
    // Readable whatever the umask is: others have to see whose it is, and so has its maker.
    return putNewFile(path, bytes, { secret: false, durable: false, isReadable: true });
  } catch (error) {
    if (!NO_LINKS.has(errorCode(error))) throw error;
    return createLock(path, bytes);
  }
}

/** Of a lock that is made where a file system knows no second names. */
const LOCK_MODE = 0o644;

/** The second best: it is there before it says whose it is. */
function createLock(path: string, bytes: Uint8Array): boolean {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = fs.constants;
  let descriptor: number;
  try {
    descriptor = fs.openSync(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, LOCK_MODE);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
  try {
    fs.fchmodSync(descriptor, LOCK_MODE);
    writeDescriptor(descriptor, bytes);
    return true;
  } catch (error) {
    removeQuietly(path);
    throw error;
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Longer than any lock of ours. */
const LONGEST = 1024;

/** @returns what a lock holds; undefined where there is none, or something that is none of ours */
function readLock(path: string): string | undefined {
  const opening = openRegularFile(path, { links: 'refuse' });
  if (opening.kind !== 'opened') return undefined;
  try {
    return opening.file.readStart(LONGEST).toString();
  } catch {
    return undefined;
  } finally {
    opening.file.close();
  }
}

/** The process that a lock names; undefined where it was only half written, or is somebody's joke. */
function holderOf(text: string): ProcessIdentity | undefined {
  try {
    const { bootId, pidNamespace, pid, startTime } = JSON.parse(text);
    const words = [bootId, pidNamespace, startTime];
    if (!Number.isSafeInteger(pid) || pid < 1) return undefined;
    if (!words.every((word) => typeof word === 'string')) return undefined;
    return { bootId, pidNamespace, pid, startTime };
  } catch {
    return undefined;
  }
}

/**
 * Takes away the lock of a process that has ended. Whoever does so holds another lock meanwhile, which
 * is named by what the first one holds: so nobody takes away a lock that was made since it was looked at.
 *
 * @returns who is in the way
 */
async function removeDead(
  folder: HeldFolder,
  { lock, text, depth }: { readonly lock: string; readonly text: string; readonly depth: number },
  waitMore: WaitMore,
): Promise<LockedBy | undefined> {
  const name = `.${digest(lock + text)}${ENDING}`;
  const turn = await takeLock(folder, name, waitMore, depth + 1);
  if (!('release' in turn)) return turn;
  try {
    if (readLock(folder.at(lock)) === text) fs.unlinkSync(folder.at(lock));
    return undefined;
  } finally {
    turn.release();
  }
}

/** Removes a lock that is still the own one. */
function removeLock(path: string, text: string): void {
  if (readLock(path) === text) removeQuietly(path);
}
