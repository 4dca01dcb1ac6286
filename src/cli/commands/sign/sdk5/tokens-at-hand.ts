/** Quorum tokens that lie about where a log-in is signed, which it must not approve under another name. */
import { join } from 'node:path';
import { eachNearbyFile } from '../../../../node/nearby-files.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import { findTokenDigests } from '../../../../token/sdk5/token-digests.ts';
import { CommandFailure } from '../../../command-failure.ts';
import type { Context } from '../../../context.ts';
import { quoted, readInput } from '../../../input/read-file.ts';

/** Files by the digests whose signature approves what is in them; hex. */
export type TokensAtHand = ReadonlyMap<string, string>;

/**
 * Finds the tokens in the folders of some files, in the working directory, and in the files that are named.
 *
 * @param inputs paths whose folders are looked into; `-` is none
 * @param named token files
 * @throws Failure of kind `file` where one that is named cannot be read, or is no token file
 */
export async function findTokensAtHand(
  inputs: readonly string[],
  named: readonly string[],
  context: Context,
): Promise<TokensAtHand> {
  const found = new Map<string, string>();
  for (const path of named) {
    const bytes = await readInput(path, 'token file', context);
    const digests = findTokenDigests(bytes, nodeCrypto);
    if (digests.length === 0) throw noToken(path);
    for (const digest of digests) found.set(digest, path);
  }
  const beside = [...inputs.filter((input) => input !== '-'), join('.', 'x')];
  for (const { path, bytes } of eachNearbyFile(beside, [], context.cwd)) {
    for (const digest of findTokenDigests(bytes, nodeCrypto)) {
      if (!found.has(digest)) found.set(digest, path);
    }
  }
  return found;
}

function noToken(path: string): CommandFailure {
  return new CommandFailure(
    'file',
    `--not ${quoted(path)}: there is no record of a quorum token in it`,
    'name token files, classic or JSON, whose digests are not to be signed',
  );
}
