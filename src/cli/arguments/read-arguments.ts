import type { CommandDefinition } from '../command.ts';
import { type Arguments, readPlainArguments } from './plain-arguments.ts';
import { refuseNonsense } from './refusals.ts';

/**
 * Reads the words after a command's name: by the quick reader, and by yargs where that gives no answer.
 *
 * @throws CommandFailure of kind `usage` that names the mistake, or what makes no sense together
 */
export async function readArguments(
  definition: CommandDefinition,
  words: readonly string[],
): Promise<Arguments> {
  const { own, rest } = splitOffRest(definition, words);
  const read =
    readPlainArguments(definition, own) ??
    (await import('./yargs-arguments.ts')).readByYargs(definition, own);
  const args = rest === undefined ? read : { ...read, '--': rest };
  refuseNonsense(definition, args);
  return args;
}

/** Words of another program are not read at all, neither quoted nor odd ones. */
function splitOffRest(
  { acceptsRest }: CommandDefinition,
  words: readonly string[],
): { readonly own: readonly string[]; readonly rest?: readonly string[] } {
  const end = acceptsRest === true ? words.indexOf('--') : -1;
  return end === -1 ? { own: words } : { own: words.slice(0, end), rest: words.slice(end + 1) };
}
