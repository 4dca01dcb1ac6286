import { basename } from 'node:path';
import { canonicalUserName } from '../../../token/user-name.ts';
import { quoteForShell, quotePath } from '../../../words/quote-for-shell.ts';
import type { SignArguments } from './sign-arguments.ts';

/**
 * The command line again, with something more in it, to be pasted. A pass phrase or PIN that stood in it is left
 * out.
 *
 * @param more options, as they are typed
 */
export function writeCommand(args: SignArguments, more: readonly string[]): string {
  const { key, signer, passin, as, role, out } = args;
  const words: (string | undefined)[] = [
    'mofn sign',
    ...args.token.map(nameFile),
    key === undefined ? undefined : `--key ${quotePath(key)}`,
    signer === undefined ? undefined : `--signer ${nameSigner(signer)}`,
    passin === undefined || passin.startsWith('pass:')
      ? undefined
      : `--passin ${quoteForShell(passin)}`,
    as === undefined ? undefined : `--as ${quoteForShell(as)}`,
    role === undefined ? undefined : `--role ${role}`,
    ...FLAGS.filter((flag) => args[flag]).map((flag) => `--${flag}`),
    args.request === undefined ? undefined : `--request ${nameFile(args.request)}`,
    args['request-out'] === undefined
      ? undefined
      : `--request-out ${quotePath(args['request-out'])}`,
    args.policy === undefined ? undefined : `--policy ${nameFile(args.policy)}`,
    ...args.not.map((path) => `--not ${quotePath(path)}`),
    ...more,
    out === undefined ? undefined : `--out ${quotePath(out)}`,
    args['out-dir'] === undefined ? undefined : `--out-dir ${quotePath(args['out-dir'])}`,
  ];
  return words.filter((word) => word !== undefined).join(' ');
}

const FLAGS = ['blind', 'mixed', 'detached', 'write', 'force'] as const;

/** As it is typed; `-` is standard input. */
function nameFile(path: string): string {
  return path === '-' ? path : quotePath(path);
}

/** A URI may hold a PIN. */
function nameSigner(signer: string): string {
  return signer.startsWith('pkcs11:') ? 'URI' : quoteForShell(signer);
}

/** A user name to begin with, where keys are called by their owners. */
export function guessName({ key }: Pick<SignArguments, 'key'>): string {
  const name = basename(key ?? '').replace(/\.[^.]*$/, '');
  return canonicalUserName(name) ?? 'NAME';
}
