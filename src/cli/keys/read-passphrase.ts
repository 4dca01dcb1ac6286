/**
 * Pass phrases of keys, for the commands: from where `--passin` says, else from whoever sits there.
 */
import { resolve } from 'node:path';
import { escapeUnsafe } from '../../printable.ts';
import type { Answer } from '../../terminal/prompt-passphrase.ts';
import { interruptGroup } from '../../terminal/signals.ts';
import { CommandFailure } from '../command-failure.ts';
import type { Context, InputStream } from '../context.ts';
import { SharedInput } from '../input/shared-input.ts';
import { refuseStdinTwice } from '../input/stdin-twice.ts';
import type { SecretOptions } from './secret-options.ts';

/**
 * Reads `--passin`, or another option of the kind.
 *
 * @throws Failure of kind `usage` or `key`
 */
export async function readFromSource(
  text: string,
  options: SecretOptions,
  context: Context,
): Promise<Uint8Array> {
  const { parsePassphraseSource, readPassphrase } = await import('../../signer/passphrase.ts');
  const source = parsePassphraseSource(text);
  if (source.from === 'pass' && !options.quiet) {
    const { showWarning } = await import('../output/show-failure.ts');
    showWarning(
      'a pass phrase in the command line can be seen by others and stays in the history; ' +
        'env: and file: keep it out of there',
      context,
    );
  }
  return readPassphrase(source, {
    env: context.env,
    resolvePath: (path) => resolve(context.cwd, path),
    readLineFromStdin: async () => {
      refuseStdinTwice(options.stdinTaken, 'pass phrase');
      return readLineFromStdin(context);
    },
  });
}

/**
 * Asks on the terminal, without echo; without a terminal on stderr, with the answer on standard input.
 *
 * @throws Failure of kind `key` where nothing is entered
 */
export async function askForPassphrase(
  prompt: string,
  options: SecretOptions,
  context: Context,
): Promise<Uint8Array> {
  const { askOnTerminal } = await import('../../terminal/prompt-passphrase.ts');
  // A file's name, or a token's label that somebody else chose.
  const answer = await askOnTerminal(escapeUnsafe(prompt));
  if (answer.kind !== 'no-terminal') return takeAnswer(answer);
  if (options.stdinTaken === true) {
    throw new CommandFailure(
      'key',
      'there is no terminal to ask for the pass phrase, and standard input is taken',
      'name a source with --passin',
    );
  }
  context.stderr.printPrompt(prompt);
  const line = await readLineFromStdin(context);
  context.stderr.printLine('');
  if (line === undefined) throw noPassphrase('standard input has ended');
  return line;
}

async function takeAnswer(answer: Exclude<Answer, { kind: 'no-terminal' }>): Promise<Uint8Array> {
  if (answer.kind === 'entered') return answer.secret;
  // A shell ends its loop where a program ended by the signal, and goes on after one that exits.
  if (answer.by === 'interrupt') await interruptGroup();
  throw noPassphrase(answer.by === 'interrupt' ? 'interrupted' : 'end of input');
}

function noPassphrase(reason: string): CommandFailure {
  return new CommandFailure(
    'key',
    `no pass phrase was given: ${reason}`,
    'in a script, say where it is with --passin; of a new key, with --passout',
  );
}

/** Standard input of each command, so that the line after a pass phrase is not lost. */
const INPUTS = new WeakMap<InputStream, SharedInput>();

/** OpenSSL's buffer holds this many bytes and a NUL. */
const LONGEST_LINE = 1023;

/** The next line, without its newline; nothing where there is none. */
async function readLineFromStdin({ stdin }: Context): Promise<Uint8Array | undefined> {
  let input = INPUTS.get(stdin);
  if (input === undefined) {
    input = new SharedInput(stdin);
    INPUTS.set(stdin, input);
  }
  return input.readLine(LONGEST_LINE);
}
