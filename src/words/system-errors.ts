/** The system's errors, in words: the one table of them. */
const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'operation not permitted',
  EBADF: 'it is not open',
  EINVAL: 'it cannot be read or written so',
  EISDIR: 'it is a folder',
  ENOTDIR: 'it is no folder, or a part of its path is none',
  EEXIST: 'it exists already',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'its name is too long',
  EFBIG: 'it is too large',
  EIO: 'input/output error',
  EMFILE: 'too many open files in this process',
  ENFILE: 'too many open files on this machine',
  ENOMEM: 'not enough memory',
};

/**
 * Why a system call failed.
 *
 * @param name the error's name, as `ENOENT`; another one stands for itself
 */
export function systemWords(name: string): string {
  return WORDS[name] ?? name;
}
