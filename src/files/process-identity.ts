import fs from 'node:fs';

import type { ProcessIdentity } from '../process-identity.ts';

/**
 * Which process holds a session or a lock, told so that a number that the kernel gives out again is not taken
 * for it. Linux has all of it in /proc; where there is no /proc, a process is known by its number
 * alone.
 */

/** What cannot be found out; it is equal to itself only on the same kind of machine. */
const UNKNOWN = 'unknown';

let own: ProcessIdentity | undefined;

/**
 * This process.
 *
 * @example
 * identifyProcess(); // { bootId: '6c4ba6a9-…', pidNamespace: 'pid:[4026531836]', pid: 4711, startTime: '832114' }
 */
export function identifyProcess(): ProcessIdentity {
  own ??= {
    bootId: readText('/proc/sys/kernel/random/boot_id') ?? UNKNOWN,
    pidNamespace: readLink('/proc/self/ns/pid') ?? UNKNOWN,
    pid: process.pid,
    startTime: startTimeOf(process.pid) ?? UNKNOWN,
  };
  return own;
}

/**
 * Whether a process still runs. One of another pid namespace (another container on the same folder)
 * cannot be seen from here and counts as alive; one from before the last boot does not.
 */
export function isProcessAlive(identity: ProcessIdentity): boolean {
  const here = identifyProcess();
  if (identity.bootId !== here.bootId) return false;
  if (identity.pidNamespace !== here.pidNamespace) return true;
  if (identity.startTime !== UNKNOWN) return startTimeOf(identity.pid) === identity.startTime;
  try {
    process.kill(identity.pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * Field 22 of /proc/PID/stat (proc_pid_stat(5)); the second field, the program's name in brackets,
 * may hold blanks and brackets itself. A zombie has ended, though its number is not free yet.
 */
function startTimeOf(pid: number): string | undefined {
  const text = readText(`/proc/${pid}/stat`);
  if (text === undefined) return undefined;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

function readText(file: string): string | undefined {
  try {
    return fs.readFileSync(file, 'latin1').trim();
  } catch {
    return undefined;
  }
}

function readLink(file: string): string | undefined {
  try {
    return fs.readlinkSync(file);
  } catch {
    return undefined;
  }
}
