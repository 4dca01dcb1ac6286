/**
 * What a command of the newer command line is, and what it works with.
 */
import type { Sessions } from '../console/sessions.ts';
import type { ClusterServer } from '../hsm/protocol.ts';
import type { UnsentReason } from '../hsm/unsent.ts';
import type { ConsoleFiles } from '../node/console-files.ts';
import { CommandError } from './command-error.ts';
import type { EditionTexts } from './editions.ts';
import type { CommandSpec } from './grammar/command-spec.ts';
import type { OptionValues } from './option-values.ts';
import type { CommandQuestions } from './questions.ts';
import type { TextContext } from './refusal-texts.ts';
import { unsentText } from './unsent-texts.ts';

/** What a command works with. */
export interface Shell {
  /** Its words: `user create`. */
  readonly command: string;
  /** Every HSM of the cluster. */
  readonly servers: readonly ClusterServer[];
  readonly edition: EditionTexts;
  readonly texts: TextContext;
  readonly sessions: Sessions;
  readonly ask: CommandQuestions;
  readonly files: ConsoleFiles;
  /** Whether keys are used that are on fewer than two HSMs. */
  checksKeyAvailability(): boolean;
  /** Notes why a command comes to no HSM, for `mofn hsm explain`; prints nothing. */
  note(reason: UnsentReason): void;
}

/** A command. */
export interface CliCommand {
  /** Its words: `['user', 'create']`. */
  readonly path: readonly string[];
  /** What help says of it, and what it takes. */
  readonly spec: Omit<CommandSpec, 'name' | 'subcommands'>;
  /** Whether somebody has to be logged in: a single command does that first. */
  readonly needsLogIn: boolean | ((edition: EditionTexts) => boolean);
  /** Whether an edition has it; without it, each does. */
  readonly isIn?: (edition: EditionTexts) => boolean;
  /**
   * @returns what its answer has as `data`
   * @throws CommandError
   */
  run(values: OptionValues, shell: Shell): Promise<unknown>;
}

/** Ends a command that asks no HSM. @throws CommandError */
export function refuse(shell: Pick<Shell, 'note'>, reason: UnsentReason): never {
  shell.note(reason);
  throw new CommandError(unsentText(reason));
}
