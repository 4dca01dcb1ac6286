import type { ArgumentsOf } from '../../command.ts';
import type { SignerOptions } from '../../keys/open-signer.ts';
import type { sign } from './definition.ts';

export type SignArguments = ArgumentsOf<typeof sign>;

/** Most bytes that are read into memory to be signed; `mofn dgst` signs files of any size. */
export const LARGEST_MESSAGE: number = 256 * 1024 * 1024;

/** What the key is opened with; standard input may be what is signed. */
export function signerOptions({
  key,
  signer,
  passin,
  quiet,
  token,
  request,
  policy,
}: SignArguments): SignerOptions {
  return { key, signer, passin, quiet, stdinTaken: [...token, request, policy].includes('-') };
}
