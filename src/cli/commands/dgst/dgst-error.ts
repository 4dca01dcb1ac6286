/**
 * A refusal in openssl's words: its message goes to stderr as it stands, with a newline after it, and
 * the exit code is 1. Everything that `mofn dgst` refuses, it refuses with this.
 */
export class DgstError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DgstError';
  }
}

/** The C library's words for what can go wrong with a file (strerror, glibc), by Node's codes. */
const SYSTEM_WORDS: Readonly<Record<string, string>> = {
  EACCES: 'Permission denied',
  EBADF: 'Bad file descriptor',
  EDQUOT: 'Disk quota exceeded',
  EFBIG: 'File too large',
  EIO: 'Input/output error',
  EISDIR: 'Is a directory',
  ELOOP: 'Too many levels of symbolic links',
  EMFILE: 'Too many open files',
  ENAMETOOLONG: 'File name too long',
  ENODEV: 'No such device',
  ENOENT: 'No such file or directory',
  ENOSPC: 'No space left on device',
  ENOTDIR: 'Not a directory',
  ENXIO: 'No such device or address',
  EPERM: 'Operation not permitted',
  EPIPE: 'Broken pipe',
  EROFS: 'Read-only file system',
  ETXTBSY: 'Text file busy',
};

/** What `perror` would say of an error of node:fs. */
export function systemWords(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return SYSTEM_WORDS[code] ?? message;
}

const SUMMARY_HINT = 'dgst: Use -help for summary.';

/** A mistake in the command line. */
export function usageError(message: string): DgstError {
  return new DgstError(`${message}\n${SUMMARY_HINT}`);
}

/** @param option as it is typed: `-writerand` */
export function notOffered(option: string): DgstError {
  return usageError(`dgst: Option ${option} is not offered by mofn; use openssl for it`);
}
