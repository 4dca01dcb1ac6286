import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';

import { errorCode } from '../../../../files/system-error.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import { CommandFailure } from '../../../command-failure.ts';
import { quoted, systemReason } from '../../../input/read-file.ts';

/** Signals that are for the program and not for us, while it runs. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** These a terminal sends to the whole group; the others reach the program through us alone. */
const OF_TERMINALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

/**
 * Holds signals back from this process, from before there is anything to tidy up until that is done. While
 * a program runs, they are for it.
 */
export class SignalRelay {
  #child: ChildProcess | undefined;
  #waiting: NodeJS.Signals | undefined;

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.#take);
  }

  /** Whether one has come for this process itself. */
  get hasCome(): boolean {
    return this.#waiting !== undefined;
  }

  /** From now on this one has come for this process. */
  keep(signal: NodeJS.Signals): void {
    this.#waiting = signal;
  }

  /** From now on signals are for this program, until there is none. */
  passTo(child: ChildProcess | undefined): void {
    this.#child = child;
  }

  /** Signals are for this process again; one that has come ends it now. */
  end(): void {
    for (const signal of SIGNALS) process.off(signal, this.#take);
    if (this.#waiting !== undefined) process.kill(process.pid, this.#waiting);
  }

  readonly #take = (signal: NodeJS.Signals): void => {
    if (this.#child === undefined) this.#waiting = signal;
    else if (!OF_TERMINALS.includes(signal)) this.#child.kill(signal);
  };
}

/**
 * Runs a program on this process's own streams, and waits for it.
 *
 * @returns its exit code; 128 and the signal's number where a signal ended it, as shells say it. Where that
 *   was Ctrl-C, it ends this process, too, once all is tidied up: else the loop of a shell would go on
 * @throws CommandFailure `notFound` or `notExecutable`
 */
export function runProgram(
  program: string,
  words: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  signals: SignalRelay,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { cwd, env, stdio: 'inherit' });
    signals.passTo(child);
    child.on('error', (error) => {
      signals.passTo(undefined);
      reject(cannotRun(program, error));
    });
    child.on('exit', (code, signal) => {
      signals.passTo(undefined);
      if (signal === 'SIGINT') signals.keep(signal);
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

function cannotRun(program: string, error: Error): CommandFailure {
  const isMissing = errorCode(error) === 'ENOENT';
  return new CommandFailure(
    isMissing ? 'notFound' : 'notExecutable',
    `cannot run ${quoted(program)}: ${systemReason(error)}`,
    isMissing
      ? 'check its name, and PATH'
      : `"ls -ld ${quotePath(program)}" shows whether it may be run; to make a script a program: chmod +x ${quotePath(program)}`,
    { cause: error },
  );
}
