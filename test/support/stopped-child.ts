/**
 * A child that stops itself at a call it makes, so that a test can act while it stands there, however
 * fast or slow the machine is.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface StoppedChildOptions {
  readonly cwd: string;
  /** A call of node:fs; the child stops before it is made. */
  readonly at: string;
  /** What its first argument must hold, as text. */
  readonly of?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A folder for the program that stops it. */
  readonly scratch: string;
}

/** Starts the installed mofn, and waits until it stands at the call. */
export async function stopAt(
  words: readonly string[],
  { cwd, at, of = '', env = {}, scratch }: StoppedChildOptions,
): Promise<ChildProcess> {
  const hook = join(scratch, 'stop.cjs');
  writeFileSync(
    hook,
    `const fs = require('node:fs');
     const call = fs.${at};
     fs.${at} = (...words) => {
       if (String(words[0]).includes(${JSON.stringify(of)})) {
         fs.${at} = call;
         process.kill(process.pid, 'SIGSTOP');
       }
       return call(...words);
     };`,
  );
  const child = spawn(process.execPath, ['--require', hook, resolve('bin/mofn'), ...words], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  while (!isStopped(child.pid ?? 0)) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode} before ${at}`);
    await sleep(5);
  }
  return child;
}

/** Whether a process is stopped: the state of proc_pid_stat(5). */
function isStopped(pid: number): boolean {
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return text.slice(text.lastIndexOf(')') + 2).startsWith('T');
}

/** Sends a signal to a child that stands still, lets it go on, and waits for its end. */
export async function goOnWith(
  child: ChildProcess,
  signal: NodeJS.Signals,
): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }> {
  const end = once(child, 'exit');
  child.kill(signal);
  child.kill('SIGCONT');
  const [code, by] = await end;
  return { code, signal: by };
}
