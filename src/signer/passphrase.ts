/**
 * Pass phrases named on the command line in OpenSSL's syntax (its manual page
 * openssl-passphrase-options(1)): `pass:WORD`, `env:NAME`, `file:PATH`, `fd:NUMBER`, `stdin`.
 */
import { Failure } from '../failure.ts';
import type { LineSource } from '../failure-codes/signer.ts';
import { readDescriptor } from '../files/descriptor.ts';
import { openTypedFile, readFirstLine, type TypedFile } from '../files/read-typed.ts';
import { systemNameOf } from '../files/system-error.ts';

/**
 * Gives the pass phrase, text or bytes, when a key turns out to need it; called at most once a file.
 *
 * @param container what is locked; OpenSSL asks for each in other words
 */
export type PassphraseReader = (
  container: Container,
) => Uint8Array | string | Promise<Uint8Array | string>;

/** A key by itself, or one of the files that OpenSSL has words of its own for: PKCS#12, Microsoft's PVK. */
export type Container = 'key' | 'pkcs12' | 'pvk';

/** Where a pass phrase comes from. */
export type PassphraseSource =
  | { readonly from: 'pass'; readonly passphrase: string }
  | { readonly from: 'env'; readonly variable: string }
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'fd'; readonly descriptor: number }
  | { readonly from: 'stdin' };

/** What reading a source needs of the world. */
export interface PassphraseWorld {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads the first line of standard input, without its newline, and leaves the rest unread. */
  readonly readLineFromStdin: () => Uint8Array | undefined | Promise<Uint8Array | undefined>;
  /** Makes a path absolute. */
  readonly resolvePath: (path: string) => string;
}

/**
 * Reads a source's name.
 *
 * @throws Failure of kind `usage` where it is none of OpenSSL's
 * @example
 * parsePassphraseSource('env:OFFICER1'); // { from: 'env', variable: 'OFFICER1' }
 */
export function parsePassphraseSource(text: string): PassphraseSource {
  if (text === 'stdin') return { from: 'stdin' };
  const colon = text.indexOf(':');
  const value = text.slice(colon + 1);
  switch (colon < 0 ? '' : text.slice(0, colon)) {
    case 'pass':
      return { from: 'pass', passphrase: value };
    case 'env':
      return { from: 'env', variable: value };
    case 'file':
      return { from: 'file', path: value };
    case 'fd': {
      // atoi, as OpenSSL has it: `fd:3x` is descriptor 3. An fd: without digits is refused here,
      // where OpenSSL would take standard input without a word.
      const digits = /^\s*\+?(\d{1,9})/.exec(value)?.[1];
      if (digits === undefined) break;
      return { from: 'fd', descriptor: Number(digits) };
    }
  }
  // The text may hold a pass phrase that was meant for pass:, so it is not repeated.
  throw new Failure('passphrase-source-unknown', {});
}

/**
 * Reads the pass phrase: of files and descriptors the first line, without its newline and with
 * everything else in it (a carriage return too, as OpenSSL has it).
 *
 * @returns the bytes; the caller may overwrite them when they have been used
 * @throws Failure of kind `key` where the variable is not set, the file cannot be read, or there is
 *   no line in it
 */
export async function readPassphrase(
  source: PassphraseSource,
  world: PassphraseWorld,
): Promise<Uint8Array> {
  switch (source.from) {
    case 'pass':
      return Buffer.from(source.passphrase);
    case 'env': {
      const value = world.env[source.variable];
      if (value === undefined) {
        throw new Failure('passphrase-variable-unset', { variable: source.variable });
      }
      return Buffer.from(value);
    }
    case 'file':
      return readLineOfFile(source.path, world.resolvePath(source.path));
    case 'fd': {
      const { descriptor } = source;
      return readLine({ read: (into) => readDescriptor(descriptor, into) }, { descriptor });
    }
    case 'stdin': {
      const line = await world.readLineFromStdin();
      if (line === undefined) throw new Failure('passphrase-empty', { from: { stdin: true } });
      return line;
    }
  }
}

/** OpenSSL reads 1,024 bytes, the ending NUL among them; a longer line is cut. */
const LONGEST = 1023;

function readLineOfFile(file: string, path: string): Uint8Array {
  let opened: TypedFile;
  try {
    opened = openTypedFile(path);
  } catch (error) {
    throw unreadable({ file }, error);
  }
  try {
    return readLine(opened, { file });
  } finally {
    opened.close();
  }
}

function readLine(file: Pick<TypedFile, 'read'>, from: LineSource): Uint8Array {
  let line: Uint8Array | undefined;
  try {
    line = readFirstLine(file, LONGEST);
  } catch (error) {
    throw unreadable(from, error);
  }
  if (line === undefined) throw new Failure('passphrase-empty', { from });
  return line;
}

function unreadable(from: LineSource, error: unknown): Failure {
  return new Failure(
    'passphrase-unreadable',
    { from, system: systemNameOf(error) },
    { cause: error },
  );
}
