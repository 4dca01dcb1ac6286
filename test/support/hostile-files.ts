/**
 * What an enemy puts where a file should be: it waits, ends never, is not there, or is too large.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** What stands at each kind's name, in the words that are said of it. */
export const HOSTILE_FILES = {
  fifo: /it is a FIFO/,
  'fifo-with-writer': /it is a FIFO/,
  zero: /it is a device/,
  socket: /it is a socket/,
  directory: /it is a folder/,
  mem: /made up by the kernel/,
  kmsg: /made up by the kernel/,
  dangling: /no such file or folder/,
  loop: /too many symbolic links/,
  sparse: /larger than the limit/,
  unreadable: /permission denied|no public key/,
} as const;

export type HostileFile = keyof typeof HOSTILE_FILES;

export const HOSTILE_NAMES = Object.keys(HOSTILE_FILES) as readonly HostileFile[];

/** Hostile files that were made. */
export interface HostileFiles {
  /** Whether whoever waits to write into the FIFO still does; reads what it writes, and so ends it. */
  stillWaits(): boolean;
  close(): void;
}

/** How large the sparse file is: more than there is memory. */
const HUGE = 2 ** 40;

/**
 * @param folder is filled with a file of each kind, and made where it is missing
 * @param nameOf what a kind's file is called
 */
export async function makeHostileFiles(
  folder: string,
  nameOf: (kind: HostileFile) => string = (kind) => kind,
): Promise<HostileFiles> {
  const place = (kind: HostileFile): string => join(folder, nameOf(kind));
  mkdirSync(folder, { recursive: true });
  spawnSync('mkfifo', [place('fifo'), place('fifo-with-writer')]);
  symlinkSync('/dev/zero', place('zero'));
  mkdirSync(place('directory'));
  symlinkSync('/proc/self/mem', place('mem'));
  symlinkSync('/proc/kmsg', place('kmsg'));
  symlinkSync('nowhere', place('dangling'));
  symlinkSync(nameOf('loop'), place('loop'));
  for (const kind of ['sparse', 'unreadable'] as const) writeFileSync(place(kind), '');
  truncateSync(place('sparse'), HUGE);
  chmodSync(place('unreadable'), 0);
  const socket = createServer().listen(place('socket'));
  await once(socket, 'listening');
  const writer = await waitToWrite(place('fifo-with-writer'));
  return {
    stillWaits: () => isLeftAlone(writer, place('fifo-with-writer')),
    close: () => close(writer, socket),
  };
}

/** Starts a process that waits until somebody reads what it wants to write. */
async function waitToWrite(fifo: string): Promise<ChildProcess> {
  const writer = spawn('sh', ['-c', 'echo ready; exec printf precious > "$0"', fifo], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (writer.stdout === null) throw new Error('its standard output is a pipe');
  await once(writer.stdout, 'data');
  while (!isAsleep(writer)) await new Promise((resolve) => setTimeout(resolve, 1));
  return writer;
}

function isAsleep({ pid }: ChildProcess): boolean {
  if (process.platform !== 'linux') return true;
  return / S /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
}

function isLeftAlone({ exitCode, signalCode }: ChildProcess, fifo: string): boolean {
  if (exitCode !== null || signalCode !== null) return false;
  return spawnSync('timeout', ['5', 'cat', fifo]).stdout.toString() === 'precious';
}

function close(writer: ChildProcess, socket: Server): void {
  writer.kill();
  socket.close();
}
