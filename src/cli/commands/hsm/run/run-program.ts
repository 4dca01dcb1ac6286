import { spawn } from 'node:child_process';
import { constants } from 'node:os';

import { CommandFailure } from '../../../command-failure.ts';

/** Signals that are for the program and not for us, while it runs. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a program on this process's own streams, and waits for it.
 *
 * @returns its exit code; 128 and the signal's number where a signal ended it, as shells say it
 * @throws Failure of kind `usage` where there is no such program
 */
export function runProgram(
  program: string,
  words: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<number> {
  return new Promise((resolve, reject) => {
    // Before the program is there, so that no signal finds nobody to pass it on.
    const handlers = SIGNALS.map((signal) => {
      // A terminal sends SIGINT to the whole group; the others reach the program through us alone.
      const handler = (): void => void (signal === 'SIGINT' || child.kill(signal));
      process.on(signal, handler);
      return { signal, handler };
    });
    const child = spawn(program, words, { cwd, env, stdio: 'inherit' });
    const letGo = (): void => {
      for (const { signal, handler } of handlers) process.off(signal, handler);
    };
    child.on('error', (error) => {
      letGo();
      reject(
        new CommandFailure(
          'usage',
          `cannot run ${program}: ${error.message}`,
          'check its name and PATH',
          {
            cause: error,
          },
        ),
      );
    });
    child.on('exit', (code, signal) => {
      letGo();
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}
