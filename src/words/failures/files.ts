import type { FilesFailures, FoundKind } from '../../failure-codes/files.ts';
import { escapeUnsafe } from '../../printable.ts';
import { countNoun } from '../count-noun.ts';
import { quotePath } from '../quote-for-shell.ts';
import { systemWords } from '../system-errors.ts';
import { readHint, writeHint } from '../system-hints.ts';
import type { FailureWords } from './failure-words.ts';

export const FILES_FAILURE_WORDS: FailureWords<FilesFailures> = {
  'file-unreadable': {
    message: ({ what, path, system }) =>
      `cannot read the ${what} ${quoted(path)}: ${systemWords(system)}`,
    hint: ({ what, path, system }) =>
      what === 'policy' && system === 'EISDIR'
        ? 'name the file of the policy; a folder with keys is a roster: --roster'
        : readHint(system, path),
  },
  'named-file-not-regular': {
    message: ({ what, path, found }) =>
      `cannot read the ${what} ${quoted(path)}: it is ${FOUND[found]}, expected a regular file`,
    hint: ({ path }) => `"ls -ld ${quotePath(path)}" shows it; name a file`,
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
    hint: ({ path, system }) => writeHint(system, path),
  },
  'file-exists': {
    message: ({ what, path }) => `the ${what} ${quoted(path)} exists already`,
    hint: () => 'choose another name; --force is to replace it all the same',
  },
  'file-not-regular': {
    message: ({ what, path, found }) =>
      `cannot write the ${what} ${quoted(path)}: it is ${FOUND[found]}`,
    hint: ({ found }) =>
      found === 'folder'
        ? 'name a file in the folder, or - for standard output'
        : 'choose another name, or - for standard output',
  },
  'file-changed': {
    message: ({ what, path }) =>
      `the ${what} ${quoted(path)} was changed meanwhile by somebody else; nothing was written`,
    hint: ({ path }) => `"ls -l ${quotePath(path)}" shows what is there now; then do it again`,
  },
  'file-locked': {
    message: ({ what, path, lock, by }) => {
      const holder = by === null ? 'somebody' : `process ${by.pid}`;
      const where = by === null || by.isHere ? '' : ' of another container';
      return `the ${what} ${quoted(path)} is being changed by ${holder}${where}, which holds the lock ${quoted(lock)}`;
    },
    hint: ({ lock, by }) =>
      by?.isHere === true
        ? `"ps -fp ${by.pid}" shows what it is; when it has ended, do it again`
        : `if nobody is changing the file, take the lock away: rm ${quotePath(lock)}`,
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
  return countNoun(count, 'byte');
}
