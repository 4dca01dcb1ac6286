import { resolve } from 'node:path';
import { openTypedFile, type TypedFile } from '../../../files/read-typed.ts';
import type { World } from '../../context.ts';
import type { SharedInput } from '../../input/shared-input.ts';
import { DgstError, systemWords } from './dgst-error.ts';

/** Bytes that are read at a time: a message of any size takes no more memory than this. */
const PIECE = 1 << 17;

/** What standard input is called where a file's name would stand. */
const STDIN_NAME = 'stdin';

/**
 * A message, opened.
 *
 * @example
 * const message = openFile('officer1.token', world);
 * await message.read((piece) => hash.update(piece));
 */
export interface Message {
  readonly name: string;
  readonly isStandardInput: boolean;
  /**
   * Hands over each piece in turn; a piece is overwritten when the next is read. The message is
   * closed then.
   *
   * @throws DgstError in openssl's words
   */
  read(take: (piece: Uint8Array) => void): Promise<void>;
}

/** What is left of standard input. */
export function standardInput(input: SharedInput): Message {
  return {
    name: STDIN_NAME,
    isStandardInput: true,
    async read(take) {
      try {
        for await (const piece of input.rest()) take(piece);
      } catch (error) {
        throw readError(STDIN_NAME, error);
      }
    },
  };
}

/** @throws DgstError in openssl's words where the file cannot be opened */
export function openFile(path: string, context: World): Message {
  let file: TypedFile;
  try {
    if (path === '') throw Object.assign(new Error('empty path'), { code: 'ENOENT' });
    file = openTypedFile(resolve(context.cwd, path));
  } catch (error) {
    // As perror: no name, no colon.
    const prefix = path === '' ? '' : `${path}: `;
    throw new DgstError(`${prefix}${systemWords(error)}`, { cause: error });
  }
  return {
    name: path,
    isStandardInput: false,
    async read(take) {
      const buffer = Buffer.allocUnsafeSlow(PIECE);
      try {
        for (;;) {
          const length = file.read(buffer);
          if (length === 0) return;
          take(buffer.subarray(0, length));
        }
      } catch (error) {
        throw readError(path, error);
      } finally {
        file.close();
      }
    },
  };
}

function readError(name: string, error: unknown): DgstError {
  return new DgstError(`Read error in ${name}`, { cause: error });
}
