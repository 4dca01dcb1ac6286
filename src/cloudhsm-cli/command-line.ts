/**
 * The command line of `cloudhsm-cli`, as far as it can be judged with no cluster at hand.
 */
import { FIRST_SDK5_EDITION, type Sdk5Edition } from '../hsm/sdk5-edition.ts';
import { specsOf } from './commands/index.ts';
import { textsOf } from './editions.ts';
import type { CommandSpec } from './grammar/command-spec.ts';
import { type Parsing, parseCommand } from './grammar/parse-command.ts';

const PROGRAM = 'cloudhsm-cli';

/** The word for the mode that takes commands at a prompt. */
export const INTERACTIVE = 'interactive';

const INTERACTIVE_SPEC: CommandSpec = {
  name: INTERACTIVE,
  about: 'Take commands at a prompt',
};

/**
 * Reads the words behind `cloudhsm-cli`.
 *
 * @param edition of the cluster; without one, the help and the errors are those of the newest
 * @example
 * readCommandLine(['user', 'list', '--help']).kind; // 'help'
 */
export function readCommandLine(
  words: readonly string[],
  edition: Sdk5Edition = FIRST_SDK5_EDITION,
): Parsing {
  const texts = textsOf(edition);
  const commands = [...specsOf(texts), INTERACTIVE_SPEC];
  const root: CommandSpec = {
    name: PROGRAM,
    about: 'Manage the users, the keys and the quorum of a cluster of HSMs',
    version: texts.version,
    subcommands: commands.sort((one, other) => (one.name < other.name ? -1 : 1)),
  };
  return parseCommand(root, words, PROGRAM);
}
