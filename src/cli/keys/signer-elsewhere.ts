import { resolve } from 'node:path';
import type { OpenedSigner } from '../../signer/signer.ts';
import { openSource } from '../../signer/sources/open-source.ts';
import type { Context } from '../context.ts';
import { askForPassphrase, readFromSource } from './read-passphrase.ts';
import type { SecretOptions } from './secret-options.ts';

/**
 * Opens the key that `--signer` names: in an ssh-agent, in a PKCS#11 token. A PIN comes from where
 * `--passin` says, else from whoever sits there.
 */
export function openSignerElsewhere(
  source: string,
  options: SecretOptions,
  context: Context,
): Promise<OpenedSigner> {
  const { passin } = options;
  return openSource(source, {
    env: context.env,
    resolvePath: (path) => resolve(context.cwd, path),
    askPin: async (token) => {
      const pin =
        passin === undefined
          ? await askForPassphrase(`Enter PIN for ${token}:`, options, context)
          : await readFromSource(passin, options, context);
      return Buffer.from(pin).toString();
    },
  });
}
