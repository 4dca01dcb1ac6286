import { expect } from 'vitest';
import { type RunOptions, runCommand } from './run-command.ts';

/** What a shell of a word for each candidate is offered at the end of a line's words, without what is said of it. */
export async function complete(
  words: readonly string[],
  options: RunOptions = {},
): Promise<readonly string[]> {
  const run = await runCommand(['__complete', 'fish', 'mofn', ...words], options);
  expect(run).toMatchObject({ code: 0, stderr: '' });
  return run.stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t')[0] ?? '');
}
