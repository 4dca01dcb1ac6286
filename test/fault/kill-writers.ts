import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect } from 'vitest';

/** Writers that are killed, and a model of what they said that they did. */

/** What one server must hold, and what it may: of the step in which a writer was killed. */
export interface Model {
  readonly there: Set<string>;
  /** Of which it is open whether they are there; at most one for each writer. */
  readonly open: Set<string>;
  acknowledged: number;
}

/** Of servers that hold nothing yet. */
export function startModels(servers: number): readonly Model[] {
  return Array.from({ length: servers }, () => ({
    there: new Set(),
    open: new Set(),
    acknowledged: 0,
  }));
}

/** A writer that was let write for a while and then killed; what it said, line by line. */
export async function writeAndDie(
  words: readonly string[],
  milliseconds: number,
): Promise<string[]> {
  const child: ChildProcess = spawn(process.execPath, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const begun = new Promise<void>((resolve) => {
    child.stdout?.on('data', (piece: Buffer) => {
      said += piece.toString();
      if (said.includes('did')) resolve();
    });
  });
  const closed = once(child, 'close');
  await Promise.race([begun, closed]);
  await sleep(milliseconds);
  child.kill('SIGKILL');
  await closed;
  expect(child.signalCode, said).toBe('SIGKILL');
  return said.split('\n').slice(0, -1);
}

/** What writers said: `try|did create|delete SERVER NAME`, a line each. */
export function follow(models: readonly Model[], lines: readonly string[]): void {
  for (const line of lines) {
    const [stage, action, server, name = ''] = line.split(' ');
    const model = models[Number(server)];
    if (model === undefined) throw new Error(`not a line of a writer: ${line}`);
    if (stage === 'try') {
      model.open.add(name);
      continue;
    }
    model.open.delete(name);
    model.acknowledged += 1;
    if (action === 'create') model.there.add(name);
    else model.there.delete(name);
  }
}
