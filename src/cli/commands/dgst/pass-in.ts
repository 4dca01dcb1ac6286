import { resolve } from 'node:path';
import { readDescriptor } from '../../../files/descriptor.ts';
import { openTypedFile, readFirstLine, type TypedFile } from '../../../files/read-typed.ts';
import type { World } from '../../context.ts';
import type { SharedInput } from '../../input/shared-input.ts';
import { DgstError } from './dgst-error.ts';
import { readDecimal } from './option-values.ts';

/** Longest pass phrase that openssl takes from a file or a descriptor, in bytes. */
const LONGEST = 1023;

/** Most letters before the colon of a source's name. */
const LONGEST_SOURCE = 4;

/**
 * Reads a pass phrase as `-passin` says: `pass:X`, `env:X`, `file:F`, `fd:N` or `stdin`. Of a file only
 * the first line counts, without its newline; a carriage return stays.
 *
 * `fd:0` reads one line, as `stdin` does. (openssl reads up to 4096 bytes there and drops what follows
 * the line, so that a message on the same input is cut without a word.)
 *
 * @throws DgstError in openssl's words, which never hold the pass phrase
 */
export async function readPassIn(
  source: string,
  context: World,
  input: SharedInput,
): Promise<Buffer> {
  if (source.startsWith('pass:')) return Buffer.from(source.slice(5));
  if (source.startsWith('env:')) return readVariable(source.slice(4), context);
  const line = await readLineOf(source, context, input);
  if (line === undefined) throw failed('Error reading password from BIO');
  const end = line.indexOf(0);
  return end === -1 ? line : line.subarray(0, end);
}

/** The file that the source reads, where it is one: it must not be written over. */
export function passInFile(source: string | undefined): string | undefined {
  return source?.startsWith('file:') === true ? source.slice(5) : undefined;
}

function failed(reason: string): DgstError {
  return new DgstError(`${reason}\nError getting password`);
}

function readVariable(name: string, context: World): Buffer {
  const value = context.env[name];
  if (value === undefined) throw failed(`No environment variable ${name}`);
  return Buffer.from(value);
}

async function readLineOf(
  source: string,
  context: World,
  input: SharedInput,
): Promise<Buffer | undefined> {
  if (source === 'stdin') return input.readLine(LONGEST);
  if (source.startsWith('file:')) return readLineOfFile(source.slice(5), context);
  if (source.startsWith('fd:')) {
    const descriptor = readDecimal(source.slice(3));
    if (descriptor < 0) throw failed(`Can't access file descriptor ${source.slice(3)}`);
    return descriptor === 0
      ? input.readLine(LONGEST)
      : readLineOrNothing({ read: (into) => readDescriptor(descriptor, into) });
  }
  const colon = source.indexOf(':');
  if (colon === -1 || colon > LONGEST_SOURCE) {
    throw failed(
      `Invalid password argument, missing ':' within the first ${LONGEST_SOURCE + 1} chars`,
    );
  }
  throw failed(`Invalid password argument, starting with "${source.slice(0, colon + 1)}"`);
}

function readLineOfFile(path: string, context: World): Buffer | undefined {
  let file: TypedFile;
  try {
    if (path === '') throw new Error('empty path');
    file = openTypedFile(resolve(context.cwd, path));
  } catch {
    throw failed(`Can't open file ${path}`);
  }
  try {
    return readLineOrNothing(file);
  } finally {
    file.close();
  }
}

// An unreadable descriptor is as good as an empty one to openssl.
function readLineOrNothing(file: Pick<TypedFile, 'read'>): Buffer | undefined {
  try {
    return readFirstLine(file, LONGEST);
  } catch {
    return undefined;
  }
}
