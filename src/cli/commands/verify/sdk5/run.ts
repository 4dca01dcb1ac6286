import type { WrongCause } from '../../../../ceremony/wrong-signature.ts';
import { readNearbyFiles } from '../../../../node/nearby-files.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { escapeUnsafe } from '../../../../printable.ts';
import type { Sdk5Document } from '../../../../token/sdk5/document.ts';
import { readSdk5File } from '../../../../token/sdk5-token.ts';
import { describeCause } from '../../../../words/causes.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { quoted, readInput } from '../../../input/read-file.ts';
import { describeThrown } from '../../../output/describe-thrown.ts';
import { openKeys, type VerifyArguments, type VerifyKeys } from '../keys.ts';
import { showAll } from './all.ts';
import { showOne } from './one.ts';
import { makeRosterOf } from './roster-of.ts';

/**
 * Verifies what is in a file of the newer command line, or a signature of it.
 *
 * @throws Failure of kind `file` where the file is not sound
 */
export async function runSdk5(
  bytes: Uint8Array,
  args: VerifyArguments,
  context: Context,
): Promise<number> {
  const { file: path, signature } = args;
  const document = await read(path, bytes, context);
  const keys = await openKeys(args, bytes, context);
  const rosterOf = makeRosterOf(keys);
  const beside = path === '-' ? [] : [path];
  const known = signature === undefined ? [] : [signature];
  const name = path === '-' ? 'standard input' : path;
  const near = readNearbyFiles(beside, [...known, ...beside], context.cwd);
  const nearby = [{ path: name, bytes }, ...near];
  const input = {
    path: name,
    bytes,
    document,
    rosterOf,
    describeCause: describeCauseUnder(keys),
    nearby,
  };
  const isRight =
    signature === undefined
      ? showAll(input, keys, args, context)
      : showOne(await readInput(signature, 'signature', context), input, keys, args, context);
  return isRight ? EXIT_CODES.done.code : EXIT_CODES.negative.code;
}

async function read(path: string, bytes: Uint8Array, context: Context): Promise<Sdk5Document> {
  try {
    return readSdk5File(bytes, nodeCrypto);
  } catch (error) {
    const told = await describeThrown(error, context);
    if (told === undefined) throw error;
    const name = path === '-' ? 'standard input' : quoted(path);
    throw new CommandFailure(told.kind, `${name}: ${told.message}`, told.hint, { cause: error });
  }
}

/** Of a single key it is not said that it is of a roster. */
function describeCauseUnder(keys: VerifyKeys): (cause: WrongCause) => string {
  return (cause) =>
    keys.kind === 'key' && cause.code === 'unknown-key'
      ? `it is not by ${escapeUnsafe(keys.path)}, or it was damaged`
      : describeCause(cause);
}
