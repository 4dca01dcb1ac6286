import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';

import type { ClientName } from '../../src/hsm/clients.ts';
import type { HsmRequest } from '../../src/hsm/protocol.ts';
import { stringifyRequests } from './request-json.ts';

/** Processes that ask for something at the same moment: programs/race.ts. */

export interface Racer {
  readonly child: ChildProcess;
  readonly lines: AsyncIterator<string>;
  readonly reader: Interface;
}

/** @param before what starts it: words before its own, as those of `unshare` */
export function startRacer(
  program: string,
  folder: string,
  client: ClientName,
  before: readonly string[] = [],
): Racer {
  const [file = '', ...words] = [...before, process.execPath, program, folder, client];
  const child = spawn(file, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const reader = createInterface({ input: child.stdout });
  return { child, reader, lines: reader[Symbol.asyncIterator]() };
}

/** Lets all of them go at once. @returns the answers of each, server by server */
export async function letRace(
  racers: readonly Racer[],
  requests: (racer: number) => readonly HsmRequest[],
): Promise<string[][]> {
  const start = Date.now() + 3;
  for (const [index, { child }] of racers.entries()) {
    child.stdin?.write(`${start} ${stringifyRequests(requests(index))}\n`);
  }
  const answers = await Promise.all(racers.map(({ lines }) => lines.next()));
  return answers.map(({ value }) => String(value).split(' '));
}

export function stopRacer({ child, reader }: Racer): void {
  reader.close();
  child.stdin?.end();
}
