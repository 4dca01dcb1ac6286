/**
 * From what a command line says of a key to a signer: reads the file, asks for the pass phrase where
 * one is needed, and warns of what puts the key at risk.
 */
import { resolve } from 'node:path';
import { isOpenToOthers } from '../../files/look.ts';
import type { OpenedKey } from '../../signer/containers/key-container.ts';
import { readPrivateKey } from '../../signer/containers/private-key.ts';
import { createKeySigner } from '../../signer/key-signer.ts';
import type { OpenedSigner } from '../../signer/signer.ts';
import { quotePath } from '../../words/quote-for-shell.ts';
import type { Context } from '../context.ts';
import { quoted, readInput } from '../input/read-file.ts';
import { refuseStdinTwice } from '../input/stdin-twice.ts';
import { showWarning } from '../output/show-failure.ts';
import { createPassphraseReader } from './passphrase-reader.ts';
import type { SecretOptions } from './secret-options.ts';

export interface SignerOptions extends SecretOptions {
  readonly key: string | undefined;
  readonly signer: string | undefined;
  /** Where a key file's signatures are made; see createKeySigner. */
  readonly threads?: 'pool' | 'main';
}

/**
 * Opens the signer that `--key` or `--signer` names, of which the definition asks for exactly one.
 *
 * @throws Failure of kind `file` or `key`
 */
export async function openSigner(options: SignerOptions, context: Context): Promise<OpenedSigner> {
  const { key, signer } = options;
  if (signer !== undefined) {
    const { openSignerElsewhere } = await import('./signer-elsewhere.ts');
    return openSignerElsewhere(signer, options, context);
  }
  if (key === undefined) throw new Error('neither --key nor --signer: the definition asks for one');
  const { key: opened } = await openKeyFile(key, options, context);
  return createKeySigner(opened, { name: key, threads: options.threads ?? 'main' });
}

/** Reads a private key file of any type. */
export async function openKeyFile(
  path: string,
  options: SecretOptions,
  context: Context,
): Promise<OpenedKey> {
  if (path === '-') refuseStdinTwice(options.stdinTaken, 'key');
  const bytes = await readInput(path, 'key', context);
  const warn = async (message: string): Promise<void> => {
    if (!options.quiet) showWarning(message, context);
  };
  const opened = await readPrivateKey(bytes, {
    name: path,
    passphrase: createPassphraseReader(
      path,
      { ...options, stdinTaken: path === '-' || options.stdinTaken === true },
      context,
    ),
  });
  if (path !== '-' && isOpenToOthers(resolve(context.cwd, path))) {
    await warn(
      `the key ${quoted(path)} can be read by others; to keep it yours: chmod 600 ${quotePath(path)}`,
    );
  }
  if (opened.outdated !== undefined) {
    await warn(
      `the key ${quoted(path)} is under ${opened.outdated}, which OpenSSL 3 refuses: ` +
        `convert it with: mofn key convert ${quotePath(path)} --out ${quotePath(`${path}.new`)}`,
    );
  }
  bytes.fill(0);
  return opened;
}
