/**
 * The pass phrase of a file that is about to be written.
 */

import { timingSafeEqual } from 'node:crypto';
import { escapeUnsafe } from '../../../printable.ts';
import { countNoun } from '../../../words/count-noun.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { askForPassphrase, readFromSource } from '../../keys/read-passphrase.ts';
import type { SecretOptions } from '../../keys/secret-options.ts';

/** What openssl asks at least when it makes a key (PEM_def_callback's limit). */
const SHORTEST = 4;

export interface NewSecretOptions extends Omit<SecretOptions, 'passin'> {
  readonly passout: string | undefined;
  readonly 'no-passphrase': boolean;
}

/**
 * @param name the file, for the prompt
 * @returns nothing where the file shall not be encrypted
 * @throws Failure of kind `key` where the pass phrase is too short or the second entry differs
 */
export async function readNewPassphrase(
  name: string,
  { passout, 'no-passphrase': none, ...rest }: NewSecretOptions,
  context: Context,
): Promise<Buffer | undefined> {
  if (none) return undefined;
  const options = { ...rest, passin: passout };
  const passphrase =
    passout === undefined
      ? await askTwice(escapeUnsafe(name), options, context)
      : Buffer.from(await readFromSource(passout, options, context));
  if (passphrase.length >= SHORTEST) return passphrase;
  throw new CommandFailure(
    'key',
    `the pass phrase has ${countNoun(passphrase.length, 'byte')}, and at least ${SHORTEST} are needed`,
    'or write the key unencrypted, with --no-passphrase',
  );
}

async function askTwice(name: string, options: SecretOptions, context: Context): Promise<Buffer> {
  const first = Buffer.from(
    await askForPassphrase(`Enter pass phrase for ${name}:`, options, context),
  );
  const second = Buffer.from(
    await askForPassphrase(`Verifying - Enter pass phrase for ${name}:`, options, context),
  );
  if (first.length === second.length && timingSafeEqual(first, second)) return first;
  throw new CommandFailure('key', 'the two pass phrases differ', 'nothing was written');
}
