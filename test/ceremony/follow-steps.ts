import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import { runCommand } from '../support/run-command.ts';

/** Turns of "see what is next, and do it" that are enough. */
const ENOUGH = 4;

/**
 * Types what `mofn approval status` says is next until the quorum is reached, and expects that no file
 * but the approval file is another one then, or gone.
 *
 * @param now milliseconds since 1970
 */
export async function followSteps(
  folder: string,
  approvalFile: string,
  now: number,
): Promise<void> {
  const before = readFiles(folder);
  const mofn = (words: readonly string[]) => runCommand(words, { cwd: folder, now });
  const status = ['approval', 'status', approvalFile, '-r', 'roster', '-m', '2', '--json'];
  let rounds = 0;
  for (; rounds < ENOUGH; rounds++) {
    const { code, stdout } = await mofn(status);
    const { next } = JSON.parse(stdout) as { next: { commands: readonly string[] }[] };
    expect(next).not.toEqual([]);
    if (code === 0) break;
    for (const command of next.flatMap(({ commands }) => commands)) {
      if (!command.startsWith('mofn ')) execFileSync('bash', ['-ec', command], { cwd: folder });
      else
        expect([command, await mofn(parseWords(command.slice(5)))]).toMatchObject([
          {},
          { code: 0 },
        ]);
    }
  }
  expect(rounds).toBeGreaterThan(0);
  expect(rounds).toBeLessThan(ENOUGH);
  const after = readFiles(folder);
  for (const [name, bytes] of before) {
    if (name !== basename(approvalFile))
      expect([name, after.get(name)?.equals(bytes)]).toEqual([name, true]);
  }
}

/** Words as a shell takes them. */
function parseWords(line: string): readonly string[] {
  const printed = execFileSync('bash', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
  return printed.split('\0').slice(0, -1);
}

function readFiles(folder: string): ReadonlyMap<string, Buffer> {
  const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
  return new Map(names.map((name) => [name, readFileSync(join(folder, name))]));
}
