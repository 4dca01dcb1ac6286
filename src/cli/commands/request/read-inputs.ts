/**
 * What the request commands read. A failure names its file.
 */
import { basename } from 'node:path';
import type { RequestSubject } from '../../../ceremony/request/request.ts';
import { nodeCrypto } from '../../../node/node-crypto.ts';
import { readTokenFile, type TokenFile } from '../../../token/token-file.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { quoted, readInput } from '../../input/read-file.ts';
import { refuseOtherContent } from '../../input/refuse-other-content.ts';
import { describeThrown } from '../../output/describe-thrown.ts';

/** Reads a token file of either kind. */
export async function readTokenInput(path: string, context: Context): Promise<TokenFile> {
  const bytes = await readInput(path, 'token file', context);
  refuseOtherContent(bytes, 'token', path);
  return naming(path, context, () => readTokenFile(bytes, nodeCrypto));
}

/**
 * Reads a request, or a draft.
 *
 * @param read what makes it of the file's bytes
 */
export async function readRequestInput<Result>(
  path: string,
  context: Context,
  read: (bytes: Uint8Array) => Result,
): Promise<Result> {
  const bytes = await readInput(path, 'request', context);
  refuseOtherContent(bytes, 'request', path);
  return naming(path, context, () => read(bytes));
}

/** A token as a request names it. What came by standard input has no name, nor has a blank; in-toto writes `_` for that. */
export function subjectOf(path: string, { digest }: TokenFile): RequestSubject {
  const name = path === '-' ? '' : basename(path);
  return { name: name.trim() === '' ? '_' : name, digest };
}

/** Puts the file's name before what is the matter with it. */
export async function naming<Result>(
  path: string,
  context: Context,
  read: () => Result,
): Promise<Result> {
  try {
    return read();
  } catch (error) {
    const told = await describeThrown(error, context);
    if (told === undefined) throw error;
    const name = path === '-' ? 'standard input' : quoted(path);
    throw new CommandFailure(told.kind, `${name}: ${told.message}`, told.hint, { cause: error });
  }
}
