import { isAbsolute, resolve } from 'node:path';
import { isFailure } from '../../../failure.ts';
import { readNamedFile } from '../../../files/read.ts';
import type { Context } from '../../context.ts';
import { DgstError } from './dgst-error.ts';

/** Largest key file that is read, in bytes; keys take a few thousand. */
const LARGEST = 1 << 20;

/** What a key is, in openssl's words. */
export type KeyRole = 'public key' | 'private key';

/**
 * The path that a key's name means: openssl also takes `file:` URIs with an absolute path, on this
 * machine, and with nothing decoded.
 */
export function keyPath(name: string, context: Context): string {
  const uri = /^file:(?:\/\/(?:localhost)?(?=\/))?(.*)$/is.exec(name)?.[1];
  return resolve(context.cwd, uri !== undefined && isAbsolute(uri) ? uri : name);
}

/**
 * Reads a key file.
 *
 * @throws DgstError in openssl's words
 */
export function readKeyFile(name: string, role: KeyRole, context: Context): Buffer {
  const cannotOpen = `Could not open file or uri for loading ${role} from ${name}`;
  if (name === '') throw new DgstError(cannotOpen);
  try {
    const path = keyPath(name, context);
    return readNamedFile(path, { what: role, folder: context.cwd, limit: LARGEST });
  } catch (error) {
    if (!isFailure(error)) throw error;
    // A folder can be opened; it is only not to be read.
    const isOpened =
      error.code === 'file-too-large' ||
      (error.code === 'file-unreadable' && error.values.system === 'EISDIR');
    if (isOpened) throw unreadableKey(name, role);
    throw new DgstError(cannotOpen, { cause: error });
  }
}

/** The words for a file that holds no key of the kind, or one whose pass phrase is wrong. */
export function unreadableKey(name: string, role: KeyRole): DgstError {
  return new DgstError(`Could not read ${role} from ${name}`);
}
