import { resolve } from 'node:path';
import { type FileInPlace, openInPlace } from '../../../files/write-in-place.ts';
import type { World } from '../../context.ts';
import { DgstError, systemWords } from './dgst-error.ts';

/**
 * Where the result goes. As with openssl, a file is opened before the key is read, made where it is
 * missing, followed where it is a link, and written in place. Unlike openssl, it keeps what it holds
 * until there is something to write, and what cannot be written is an error.
 */
export interface DgstOutput {
  write(data: string | Uint8Array): void;
  /**
   * Refuses to go on where the output is this very file, by whatever name.
   *
   * @param what what the file is, for the message: `private key`, `input`
   * @throws DgstError
   */
  refuseSameFile(other: number | string, what: string): void;
  /** Whether something could not be written. */
  readonly failed: boolean;
  /** @throws DgstError where the system says only now that it could not write */
  close(): void;
}

/**
 * Opens the output.
 *
 * @param path what `-out` says; standard output where it is `-` or missing
 * @throws DgstError where the file cannot be opened, and later where it cannot be written
 */
export function openOutput(path: string | undefined, context: World): DgstOutput {
  return path === undefined || path === '-' ? standardOutput(context) : fileOutput(path, context);
}

function standardOutput({ stdout }: World): DgstOutput {
  let failed = false;
  return {
    get failed() {
      return failed;
    },
    write(data) {
      try {
        stdout.write(data);
      } catch (error) {
        failed = true;
        throw new DgstError(`Error writing to stdout: ${systemWords(error)}`, { cause: error });
      }
    },
    refuseSameFile() {},
    close() {},
  };
}

function fileOutput(path: string, context: World): DgstOutput {
  let failed = false;
  const fail = (error: unknown): DgstError => {
    failed = true;
    return new DgstError(`Error writing to ${path}: ${systemWords(error)}`, { cause: error });
  };
  let file: FileInPlace;
  try {
    if (path === '') throw Object.assign(new Error('empty path'), { code: 'ENOENT' });
    file = openInPlace(resolve(context.cwd, path));
  } catch (error) {
    throw new DgstError(`Can't open "${path}" for writing, ${systemWords(error)}`, {
      cause: error,
    });
  }
  let emptied = !file.isRegular;
  return {
    get failed() {
      return failed;
    },
    write(data) {
      try {
        if (!emptied) file.empty();
        emptied = true;
        file.write(typeof data === 'string' ? Buffer.from(data) : data);
      } catch (error) {
        throw fail(error);
      }
    },
    refuseSameFile(other, what) {
      if (!file.isRegular) return;
      const place = typeof other === 'number' ? other : resolve(context.cwd, other);
      if (!file.isSameAs(place)) return;
      throw new DgstError(`Can't write to "${path}": it is the ${what}, which would be lost`);
    },
    close() {
      try {
        file.close();
      } catch (error) {
        throw fail(error);
      }
    },
  };
}
