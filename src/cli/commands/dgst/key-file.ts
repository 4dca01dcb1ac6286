import { isAbsolute, resolve } from 'node:path';
import { readWhole } from '../../../files/read-typed.ts';
import { errorCode } from '../../../files/system-error.ts';
import type { World } from '../../context.ts';
import { DgstError } from './dgst-error.ts';

/** Largest key file that is read, in bytes; keys take a few thousand. */
const LARGEST = 1 << 20;

/** What a key is, in openssl's words. */
export type KeyRole = 'public key' | 'private key';

/**
 * The path that a key's name means: openssl also takes `file:` URIs with an absolute path, on this
 * machine, and with nothing decoded.
 */
export function keyPath(name: string, context: World): string {
  const uri = /^file:(?:\/\/(?:localhost)?(?=\/))?(.*)$/is.exec(name)?.[1];
  return resolve(context.cwd, uri !== undefined && isAbsolute(uri) ? uri : name);
}

/**
 * Reads a key file.
 *
 * @throws DgstError in openssl's words
 */
export function readKeyFile(name: string, role: KeyRole, context: World): Buffer {
  let bytes: Buffer | undefined;
  try {
    if (name === '') throw new Error('empty path');
    bytes = readWhole(keyPath(name, context), LARGEST);
  } catch (error) {
    // A folder can be opened; it is only not to be read.
    if (errorCode(error) === 'EISDIR') throw unreadableKey(name, role);
    throw new DgstError(`Could not open file or uri for loading ${role} from ${name}`, {
      cause: error,
    });
  }
  if (bytes === undefined) throw unreadableKey(name, role);
  return bytes;
}

/** The words for a file that holds no key of the kind, or one whose pass phrase is wrong. */
export function unreadableKey(name: string, role: KeyRole): DgstError {
  return new DgstError(`Could not read ${role} from ${name}`);
}
