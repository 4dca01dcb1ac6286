import type { FilesFailures } from '../../failure-codes/files.ts';
import { escapeUnsafe } from '../../printable.ts';
import { systemWords } from '../system-errors.ts';
import type { FailureWords } from './failure-words.ts';

export const FILES_FAILURE_WORDS: FailureWords<FilesFailures> = {
  'file-unreadable': {
    message: ({ what, path, system }) =>
      `cannot read the ${what} "${escapeUnsafe(path)}": ${systemWords(system)}`,
  },
};
