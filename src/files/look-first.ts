/**
 * Looks at what a path leads to, before it is opened: to open a FIFO lets go of whoever waits to write into
 * it, and to open a device may do anything.
 */
import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  statSync,
} from 'node:fs';
import type { FoundKind } from '../failure-codes/files.ts';
import { isOfKernel } from './kernel-files.ts';
import { errorCode } from './system-error.ts';

/** Whether a symbolic link at the path's end is followed. */
export type LinkRule = 'follow' | 'refuse';

/** What a path leads to. */
export interface Looked {
  readonly kind: FoundKind | 'regular' | 'link';
  /**
   * Opens it to be read: what was looked at, and nothing that has taken its place meanwhile.
   *
   * @returns a descriptor; undefined where something has
   * @throws the system's error
   */
  open(): number | undefined;
  close(): void;
}

/**
 * Linux's O_PATH (open(2), asm-generic/fcntl.h), which node:fs does not name: a handle, with which nothing is
 * read or written, and which is always allowed.
 */
export const O_PATH = 0o10000000;

/**
 * @returns what is there; `close` is the caller's affair
 * @throws the system's error
 */
export function lookFirst(path: string | Buffer, links: LinkRule): Looked {
  return process.platform === 'linux' ? lookByHandle(path, links) : lookByPath(path, links);
}

/** The handle stays with what was looked at, whatever is done to the path meanwhile. */
function lookByHandle(path: string | Buffer, links: LinkRule): Looked {
  const handle = openSync(path, O_PATH | (links === 'refuse' ? constants.O_NOFOLLOW : 0));
  try {
    const stat = fstatSync(handle, { bigint: true });
    const again = `/proc/self/fd/${handle}`;
    return {
      kind: kindOf(stat, () => isOfKernel(again)),
      open() {
        try {
          return openSync(again, READ_FLAGS);
        } catch (error) {
          // Here and there /proc is not mounted.
          if (errorCode(error) === 'ENOENT') return openSame(path, links, stat);
          throw error;
        }
      },
      close: () => closeSync(handle),
    };
  } catch (error) {
    closeSync(handle);
    throw error;
  }
}

function lookByPath(path: string | Buffer, links: LinkRule): Looked {
  const stat =
    links === 'refuse' ? lstatSync(path, { bigint: true }) : statSync(path, { bigint: true });
  return {
    kind: kindOf(stat, () => isOfKernel(path)),
    open: () => openSame(path, links, stat),
    close: () => undefined,
  };
}

// Windows has but the first. Where something else has taken the place, it is not waited for.
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0, O_NOCTTY = 0 } = constants;
const READ_FLAGS = O_RDONLY | O_NONBLOCK | O_NOCTTY;

function openSame(path: string | Buffer, links: LinkRule, looked: BigIntStats): number | undefined {
  const descriptor = openSync(path, READ_FLAGS | (links === 'refuse' ? O_NOFOLLOW : 0));
  const { dev, ino } = fstatSync(descriptor, { bigint: true });
  if (dev === looked.dev && ino === looked.ino) return descriptor;
  closeSync(descriptor);
  return undefined;
}

function kindOf(stat: BigIntStats, isKernels: () => boolean): Looked['kind'] {
  // What takes no room on a disk is either empty or made up.
  if (stat.isFile()) return stat.blocks === 0n && isKernels() ? 'kernel' : 'regular';
  if (stat.isSymbolicLink()) return 'link';
  if (stat.isDirectory()) return 'folder';
  if (stat.isFIFO()) return 'fifo';
  if (stat.isSocket()) return 'socket';
  return 'device';
}
