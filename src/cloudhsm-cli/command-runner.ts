/**
 * Carries commands out, one after another, and prints what each answers: one object of JSON.
 */
import type { Sessions } from '../console/sessions.ts';
import { Interrupted } from '../console/waits.ts';
import type { ClusterConnection, ClusterServer } from '../hsm/protocol.ts';
import type { UnsentReason } from '../hsm/unsent.ts';
import type { ConsoleFiles } from '../node/console-files.ts';
import { encodeJson } from '../printable.ts';
import type { ConsoleOutput } from '../terminal/line-reader.ts';
import { type CliCommand, refuse, type Shell } from './command.ts';
import { CommandError } from './command-error.ts';
import { findCommand } from './commands/index.ts';
import type { EditionTexts } from './editions.ts';
import type { ParsedCommand } from './grammar/command-spec.ts';
import { OptionValues } from './option-values.ts';
import type { CommandQuestions } from './questions.ts';
import { CALLED_OFF } from './unsent-texts.ts';

/** What commands work with. */
export interface RunnerOptions {
  readonly cluster: ClusterConnection;
  /** Its HSMs, as they are asked. */
  readonly servers: readonly ClusterServer[];
  readonly edition: EditionTexts;
  readonly sessions: Sessions;
  readonly ask: CommandQuestions;
  readonly files: ConsoleFiles;
  /** Where paths start; null where the files are not this machine's. */
  readonly folder: string | null;
  readonly output: ConsoleOutput;
}

/** What is done before a command. @throws CommandError */
export type Preparation = (command: CliCommand, shell: Shell) => Promise<void>;

export class CommandRunner {
  readonly #options: RunnerOptions;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  /**
   * Runs a command of the grammar, and prints its answer.
   *
   * @returns whether that is its data, and no error
   */
  async run(parsed: ParsedCommand, prepare?: Preparation): Promise<boolean> {
    const { cluster, edition } = this.#options;
    const command = findCommand(parsed.path, edition);
    if (command === undefined) throw new TypeError('the grammar has no other commands');
    const name = parsed.path.join(' ');
    return this.#answer(async () => {
      this.#requireCluster(parsed);
      const shell = this.#shell(name);
      await prepare?.(command, shell);
      const data = await command.run(new OptionValues(parsed.values), shell);
      this.#print({ error_code: 0, data });
      cluster.journal?.noteDone(name);
    });
  }

  /** Prints an error where `--cluster-id` names another cluster. @returns whether it does not */
  checkCluster(parsed: ParsedCommand): Promise<boolean> {
    return this.#answer(() => this.#requireCluster(parsed));
  }

  /** @param command its words; null where they are none */
  note(command: string | null, reason: UnsentReason): void {
    const { cluster, folder } = this.#options;
    cluster.journal?.noteUnsent({ command, reason, folder });
  }

  async #answer(work: () => Promise<void> | void): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (thrown) {
      if (!(thrown instanceof CommandError) && !(thrown instanceof Interrupted)) throw thrown;
      const data = thrown instanceof CommandError ? thrown.message : CALLED_OFF;
      this.#print({ error_code: 1, data });
      return false;
    }
  }

  #requireCluster({ path, values }: ParsedCommand): void {
    const id = new OptionValues(values).find('cluster-id');
    const known = `cluster-${this.#options.cluster.id}`;
    if (id === undefined || id === known) return;
    const note = (reason: UnsentReason): void => this.note(path.join(' '), reason);
    refuse({ note }, { code: 'unknown-cluster', id, known });
  }

  #shell(command: string): Shell {
    const { cluster, servers, edition, sessions, ask, files } = this.#options;
    const { type } = cluster;
    const { spentToken } = edition;
    return {
      command,
      servers,
      edition,
      texts: { type, spentToken, isLogIn: command.startsWith('login') },
      sessions,
      ask,
      files,
      checksKeyAvailability: () => cluster.checksKeyAvailability(),
      note: (reason) => this.note(command, reason),
    };
  }

  #print(answer: object): void {
    this.#options.output.write(`${encodeJson(answer, 2)}\n`);
  }
}
