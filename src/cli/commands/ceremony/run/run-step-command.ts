/** Commands of a rehearsal. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { CommandFailure } from '../../../command-failure.ts';
import { systemReason } from '../../../input/read-file.ts';

/** What came of one. */
export interface CommandRun {
  readonly code: number;
  /** The end of what it printed on both streams. */
  readonly output: string;
}

/** Most that is kept of what a command prints: its end says why it failed. */
const LONGEST_OUTPUT = 1 << 16;

/**
 * Runs a shell program to its end, with nothing to read.
 *
 * @throws CommandFailure where there is no shell
 */
export function runStepCommand(
  command: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<CommandRun> {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', command], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const keep = (piece: Buffer): void => {
      output = (output + piece.toString()).slice(-LONGEST_OUTPUT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => {
      reject(
        new CommandFailure(
          'file',
          `cannot run /bin/sh: ${systemReason(error)}`,
          'a rehearsal runs its commands by a shell: see why there is none',
          { cause: error },
        ),
      );
    });
    child.on('close', (code, signal) => {
      resolve({ code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), output });
    });
  });
}
