import type { PassphraseReader } from '../../signer/passphrase.ts';
import type { Context } from '../context.ts';
import type { SecretOptions } from './secret-options.ts';

/** Reads the pass phrase of a key when that turns out to be encrypted. */
export function createPassphraseReader(
  name: string,
  options: SecretOptions,
  context: Context,
): PassphraseReader {
  return async () => {
    const { askForPassphrase, readFromSource } = await import('./read-passphrase.ts');
    return options.passin === undefined
      ? askForPassphrase(`Enter pass phrase for ${name}:`, options, context)
      : readFromSource(options.passin, options, context);
  };
}
