import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Runs a program under strace: to see its system calls, to kill it at one of them, or to let one fail.
 * Only the main thread is traced: all that touches the emulator's state happens there.
 */

/** Calls that change files; `close` and `write` also others', which are sorted out by path. */
const CALLS = 'openat,write,fsync,close,link,unlink,mkdir,rename,ftruncate,exit_group';

/** One system call of a run. */
export interface SystemCall {
  readonly name: string;
  /** Counts from 1 among the calls of this name. */
  readonly ordinal: number;
  /** As strace shows it, with random names made equal. */
  readonly text: string;
  /** Whether strace let it fail. */
  readonly injected: boolean;
}

/** How a traced run ended. */
export interface TracedRun {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly calls: readonly SystemCall[];
}

export interface TraceOptions {
  /** As strace's `-e inject=`. */
  readonly inject?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Where the log is written; removed by the caller. */
  readonly log: string;
  readonly cwd?: string;
}

/** Runs a program under strace to its end. */
export async function trace(
  command: readonly string[],
  { inject, env, log, cwd }: TraceOptions,
): Promise<TracedRun> {
  const words = ['-y', '-s', '200', '-o', log, '-e', `trace=${CALLS}`];
  if (inject !== undefined) words.push('-e', `inject=${inject}`);
  const child = spawn('strace', [...words, ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    cwd,
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (piece) => stdout.push(piece));
  child.stderr.on('data', (piece) => stderr.push(piece));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return {
    code,
    signal,
    stdout: Buffer.concat(stdout).toString(),
    stderr: Buffer.concat(stderr).toString(),
    calls: parseCalls(readFileSync(log, 'latin1')),
  };
}

function parseCalls(log: string): SystemCall[] {
  const ordinals = new Map<string, number>();
  const calls: SystemCall[] = [];
  for (const line of log.split('\n')) {
    const name = /^([a-z_0-9]+)\(/.exec(line)?.[1];
    if (name === undefined) continue;
    const ordinal = (ordinals.get(name) ?? 0) + 1;
    ordinals.set(name, ordinal);
    calls.push({
      name,
      ordinal,
      text: withoutNumbers(line),
      injected: line.includes('(INJECTED)'),
    });
  }
  return calls;
}

/** Names and numbers that are others in every run. */
function withoutNumbers(line: string): string {
  return line.replaceAll(/\.new-[0-9a-f]+/g, '.new-*').replaceAll(/(socket|pipe):\[\d+\]/g, '$1');
}

/** The calls that touch the state in a folder, then the words of success, then the end. */
export function stateCalls(calls: readonly SystemCall[], folder: string): SystemCall[] {
  return calls.filter(({ name, text }) => {
    if (name === 'exit_group') return true;
    if (name === 'write' && text.startsWith('write(1<')) return true;
    if (!text.includes(`${folder}${path.sep}`) && !text.includes(`"${folder}"`)) return false;
    if (name === 'openat') return text.includes('O_CREAT');
    return name !== 'close' || text.includes('.new-*');
  });
}

/**
 * A call without its result, what was written and the number of its file: where two runs are at the
 * same place.
 */
export function placeOf({ name, text }: SystemCall): string {
  const call = text.replace(/^(\w+\()\d+(?=<\*)/, '$1');
  const end = call.indexOf('>');
  return name === 'write' ? call.slice(0, end) : (call.split(/\)\s*=|\s<unfinished/)[0] ?? call);
}

/**
 * A call's number differs now and then, by calls that node makes for itself, the more so on a machine
 * with much to do: then it is sought, further and further away, and all over again.
 */
const NEAR = [0, 0, 1, -1, 2, -2, 3, -3];
const FAR = [4, -4, 5, -5, 6, -6, 7, -7, 8, -8];
export const DRIFTS = [...NEAR, ...NEAR, ...FAR, ...NEAR, ...NEAR, ...FAR, ...NEAR] as const;
