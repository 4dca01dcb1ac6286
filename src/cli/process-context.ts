import { fstatSync, statSync } from 'node:fs';
import { readDescriptor, writeDescriptor } from '../files/descriptor.ts';
import type { InputStream, OutputStream, StreamError, World } from './context.ts';

/**
 * The real process as a {@link World}. Streams are written and read by file descriptor: making
 * `process.stdout` takes longer than all that a short command does.
 */
export function processContext(): World {
  return {
    stdin: descriptorInput(0),
    stdout: descriptorOutput(1),
    stderr: descriptorOutput(2),
    env: process.env,
    cwd: workingDirectory(),
    now: () => Date.now(),
  };
}

/**
 * Where the process is. That folder may have been removed: then what is looked for in it is not there, and
 * what needs nothing of it goes on.
 */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    // Libraries ask, too, yargs as soon as it is loaded.
    process.cwd = () => GONE;
    return GONE;
  }
}

/** What Linux calls the folder that a process is in, also when that has no name any more. */
const GONE = '/proc/self/cwd';

function descriptorOutput(descriptor: 1 | 2): OutputStream {
  return {
    get isTTY() {
      return isTerminal(descriptor);
    },
    get columns() {
      const stream = descriptor === 1 ? process.stdout : process.stderr;
      return this.isTTY ? stream.columns : 80;
    },
    write(data) {
      const bytes = typeof data === 'string' ? Buffer.from(data) : data;
      try {
        writeDescriptor(descriptor, bytes);
      } catch (error) {
        throw nameStream(error, descriptor);
      }
    },
  };
}

function descriptorInput(descriptor: 0): InputStream {
  return {
    descriptor,
    get isTTY() {
      return isTerminal(descriptor);
    },
    async *pieces() {
      const buffer = Buffer.allocUnsafe(1 << 16);
      for (;;) {
        const length = readPiece(descriptor, buffer);
        if (length === 0) return;
        yield Buffer.from(buffer.subarray(0, length));
      }
    },
  };
}

function readPiece(descriptor: 0, buffer: Buffer): number {
  try {
    return readDescriptor(descriptor, buffer);
  } catch (error) {
    throw nameStream(error, descriptor);
  }
}

const STREAMS = ['standard input', 'standard output', 'standard error'] as const;

function nameStream(error: unknown, descriptor: 0 | 1 | 2): StreamError {
  return Object.assign(error as NodeJS.ErrnoException, { stream: STREAMS[descriptor] });
}

/**
 * Whether a descriptor is a terminal. node:tty, which knows, brings node:net with it and takes longer
 * to load than all else at a start, so pipes, files and /dev/null are told apart without it.
 */
function isTerminal(descriptor: number): boolean {
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isCharacterDevice()) return false;
    if (stat.rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev) return false;
  } catch {
    // It is closed.
    return false;
  }
  return process.getBuiltinModule('node:tty').isatty(descriptor);
}
