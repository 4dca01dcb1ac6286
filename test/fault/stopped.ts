import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import type { ProgramRun } from '../support/run-program.ts';
import type { SystemCall } from './strace.ts';

/** A program that stands still at a system call, until it is let go. */
export interface StoppedProgram {
  /** Lets it go on to its end. */
  resume(): Promise<ProgramRun>;
}

/**
 * Starts a program under strace, and waits until it stands still just after a system call. So two
 * programs meet at a known place, on a fast machine and on a slow one.
 */
export async function stopAt(
  command: readonly string[],
  { name, ordinal }: Pick<SystemCall, 'name' | 'ordinal'>,
  log: string,
): Promise<StoppedProgram> {
  const inject = `inject=${name}:signal=SIGSTOP:when=${ordinal}`;
  const child = spawn('strace', ['-o', log, '-e', `trace=${name}`, '-e', inject, ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (piece) => {
    stdout += piece;
  });
  child.stderr.on('data', (piece) => {
    stderr += piece;
  });
  const ended = once(child, 'close');
  while (!isStopped(log)) {
    if (child.exitCode !== null) throw new Error(`it ended before it stood still: ${stderr}`);
    await wait(2);
  }
  const [traced] = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').split(' ');
  return {
    async resume() {
      process.kill(Number(traced), 'SIGCONT');
      const [code] = (await ended) as [number | null];
      return { code, stdout, stderr };
    },
  };
}

function isStopped(log: string): boolean {
  return existsSync(log) && readFileSync(log, 'latin1').includes('--- stopped by SIGSTOP ---');
}
