import type { FilesFailures, FoundKind } from '../../failure-codes/files.ts';
import { escapeUnsafe } from '../../printable.ts';
import { systemWords } from '../system-errors.ts';
import type { FailureWords } from './failure-words.ts';

export const FILES_FAILURE_WORDS: FailureWords<FilesFailures> = {
  'file-unreadable': {
    message: ({ what, path, system }) =>
      `cannot read the ${what} ${quoted(path)}: ${systemWords(system)}`,
  },
  'file-no-regular': {
    message: ({ what, path, found }) =>
      `cannot read the ${what} ${quoted(path)}: it is ${FOUND[found]}, expected a regular file`,
  },
  'file-too-large': {
    message: ({ what, path, limit }) => {
      const where = path === null ? 'standard input' : quoted(path);
      return `the ${what} ${where} is larger than the limit of ${describeBytes(limit)}`;
    },
    hint: () => 'check that it is the right file',
  },
  'folder-too-large': {
    message: ({ what, path, limit }) =>
      `the ${what} ${quoted(path)} has more than ${limit} names in it`,
    hint: () => 'check that it is the right folder',
  },
  'file-unwritable': {
    message: ({ what, path, system }) =>
      `cannot write the ${what} ${quoted(path)}: ${systemWords(system)}`,
  },
  'file-exists': {
    message: ({ what, path }) => `the ${what} ${quoted(path)} exists already`,
    hint: () => 'use --force to replace it, or choose another name',
  },
  'file-not-regular': {
    message: ({ what, path }) =>
      `cannot write the ${what} ${quoted(path)}: it is there and is no regular file`,
    hint: () => 'choose another name, or - for standard output',
  },
};

const FOUND: Readonly<Record<FoundKind, string>> = {
  folder: 'a folder',
  fifo: 'a FIFO',
  socket: 'a socket',
  device: 'a device',
  kernel: 'made up by the kernel, as in /proc',
};

function quoted(path: string): string {
  return `"${escapeUnsafe(path)}"`;
}

const UNITS = [
  [1 << 30, 'GiB'],
  [1 << 20, 'MiB'],
  [1 << 10, 'KiB'],
] as const;

/** A size as messages show it: `1 MiB`, `300 bytes`. */
function describeBytes(count: number): string {
  for (const [size, name] of UNITS) {
    if (count >= size && count % size === 0) return `${count / size} ${name}`;
  }
  return `${count} bytes`;
}
