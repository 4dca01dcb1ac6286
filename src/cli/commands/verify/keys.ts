/** What signatures are checked with: one key, or a roster. */
import type { KeyObject } from 'node:crypto';
import { resolve } from 'node:path';
import type { Roster } from '../../../ceremony/roster.ts';
import { isFolder } from '../../../files/look.ts';
import { findKeyFlaws } from '../../../token/quorum-key.ts';
import type { ArgumentsOf } from '../../command.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { quoted, readInput } from '../../input/read-file.ts';
import { createPassphraseReader } from '../../keys/passphrase-reader.ts';
import type { verify } from './definition.ts';

export type VerifyArguments = ArgumentsOf<typeof verify>;

/** `path` is as it was given. */
export type VerifyKeys =
  | { readonly kind: 'key'; readonly key: KeyObject; readonly path: string }
  | { readonly kind: 'roster'; readonly roster: Roster; readonly path: string };

/**
 * Opens what --key names.
 *
 * @param message whose signatures are checked
 * @throws Failure of kind `key` where there is no key in it, or none of RSA
 */
export async function openKeys(
  args: VerifyArguments,
  message: Uint8Array,
  context: Context,
): Promise<VerifyKeys> {
  const { key: path } = args;
  const isRoster = path !== '-' && (isPolicy(path) || isFolder(resolve(context.cwd, path)));
  return isRoster ? openRoster(args, message, context) : openKey(args, context);
}

/** By its name, signed or not: keys are of many kinds, and what is wrong with a policy is to be told as of one. */
function isPolicy(path: string): boolean {
  return /\.(?:toml|json)$/i.test(path);
}

async function openKey(
  { file, signature, key: path, passin, quiet }: VerifyArguments,
  context: Context,
): Promise<VerifyKeys> {
  const { openPublicKey } = await import('../../../signer/containers/public-key.ts');
  const stdinTaken = [file, signature, path].includes('-');
  const bytes = await readInput(path, 'key', context);
  const key = await openPublicKey(bytes, {
    name: path,
    passphrase: createPassphraseReader(path, { passin, quiet, stdinTaken }, context),
  });
  if (key.asymmetricKeyType === 'rsa') return { kind: 'key', key, path };
  throw new CommandFailure(
    'key',
    `the key ${quoted(path)} is of type ${key.asymmetricKeyType ?? 'unknown'}, and an RSA key is needed`,
  );
}

async function openRoster(
  { key: path, quiet }: VerifyArguments,
  message: Uint8Array,
  context: Context,
): Promise<VerifyKeys> {
  const { findTokenTime, noKeyIn, readRosterInput } = await import('../../input/read-roster.ts');
  const roster = (await readRosterInput(path, context)).rosterAt(findTokenTime(message));
  if (!quiet) {
    const { showRosterProblems } = await import('../../output/show-roster-problems.ts');
    showRosterProblems(roster, context);
  }
  if (roster.officers.some(({ key }) => key && findKeyFlaws(key.numbers).length === 0)) {
    return { kind: 'roster', roster, path };
  }
  throw noKeyIn(path);
}
