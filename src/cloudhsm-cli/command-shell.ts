/**
 * The shell of `cloudhsm-cli interactive`: prompt, line, command, until `quit` or the end of input. It
 * knows commands as data, and hands what was typed to whoever carries it out.
 */

import { splitLine } from '../split-line.ts';
import type { ConsoleOutput, LineReader } from '../terminal/line-reader.ts';
import type { CommandSpec, ParsedCommand } from './grammar/command-spec.ts';
import { completeLine } from './grammar/complete.ts';
import { parseCommand, type UsageReason } from './grammar/parse-command.ts';
import { readWholeLine } from './read-line.ts';

/** Why a line was not carried out, as `mofn hsm explain` keeps it. */
export type LineReason = UsageReason | { readonly code: 'line-too-long' };

/** What a shell works with. */
export interface CommandShellOptions {
  /** The commands that can be typed, but for `quit` and `help`, which the shell brings. */
  readonly commands: readonly CommandSpec[];
  readonly lines: LineReader;
  readonly output: ConsoleOutput;
  /** Where errors of usage go; without it, to the output. */
  readonly errors?: ConsoleOutput;
  /** What stands before the next line. */
  readonly prompt: () => string;
  /** Carries a command out. What it throws ends the shell. */
  readonly run: (command: ParsedCommand) => Promise<void>;
  /** Whether input has ended in a question of a command, so that no line can follow. */
  readonly isOver: () => boolean;
  /** The paths that begin as one that is typed; a folder's ends with a slash. */
  readonly paths: (typed: string) => readonly string[];
  /** Is told what was typed and is no command. @param command its words as far as they are one */
  readonly note?: (command: string | null, reason: LineReason) => void;
}

const QUIT: CommandSpec = { name: 'quit', aliases: ['exit'], about: 'Leave the shell' };

/** Whether a word is an option but help's own: what follows it may be a password, which is not read before help. */
function isOption(word: string): boolean {
  return word.startsWith('-') && word !== '-h' && word !== '--help';
}

const TOO_LONG = 'error: the line is too long\n';
const UNFINISHED = 'error: the line goes on after its backslash, but input ended\n';

export class CommandShell {
  readonly #options: CommandShellOptions;
  readonly #root: CommandSpec;

  constructor(options: CommandShellOptions) {
    this.#options = options;
    this.#root = {
      name: '',
      about:
        'Type a command, or help with its name. A backslash at the end of a line goes on in the next.',
      subcommands: [...options.commands, QUIT],
    };
  }

  /** Reads and carries out lines until one says `quit`, or input ends. */
  async converse(): Promise<void> {
    const { lines, output, prompt, isOver, paths } = this.#options;
    while (!isOver()) {
      const line = await readWholeLine(lines, prompt(), (before) =>
        completeLine(this.#root, before, paths),
      );
      switch (line.kind) {
        case 'interrupt':
          break;
        case 'end':
          // What comes next on a terminal is another program's prompt.
          output.write('\n');
          return;
        case 'unfinished':
          this.#complain(UNFINISHED);
          return;
        case 'too-long':
          this.#refuse(TOO_LONG, null, { code: 'line-too-long' });
          break;
        case 'line':
          if ((await this.execute(line.text)) === 'quit') return;
      }
    }
  }

  /** Carries out one line, as it is typed at the prompt. A line that is none prints what is wrong. */
  async execute(line: string): Promise<'done' | 'refused' | 'quit'> {
    const { lines, output, run } = this.#options;
    const split = splitLine(line);
    if (split.kind === 'continues') return this.#complain(UNFINISHED);
    if (split.kind === 'open-quote') {
      return this.#complain(`error: the quotation that begins with ${split.quote} does not end\n`);
    }
    if (split.words.length === 0) return 'done';
    const parsing = parseCommand(this.#root, split.words, '');
    if (parsing.kind === 'error') {
      const { text, path, reason } = parsing;
      return this.#refuse(text, path.length === 0 ? null : path.join(' '), reason);
    }
    const { path, holdsSecret } =
      parsing.kind === 'command'
        ? parsing.command
        : { path: [], holdsSecret: split.words.some(isOption) };
    // A line that is no command is not kept either: it may be a mistyped one, password and all.
    if (!holdsSecret) lines.remember(line.replaceAll('\\\n', ''));
    if (path[0] === QUIT.name) return 'quit';
    if (parsing.kind === 'help') output.write(parsing.text);
    else await run(parsing.command);
    return 'done';
  }

  #refuse(text: string, command: string | null, reason: LineReason): 'refused' {
    this.#options.note?.(command, reason);
    return this.#complain(text);
  }

  #complain(text: string): 'refused' {
    const { errors, output } = this.#options;
    (errors ?? output).write(text);
    return 'refused';
  }
}
