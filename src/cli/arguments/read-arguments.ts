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
  const args =
    readPlainArguments(definition, words) ??
    (await import('./yargs-arguments.ts')).readByYargs(definition, words);
  refuseNonsense(definition, args);
  return args;
}
