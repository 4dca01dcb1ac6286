import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { runCommand } from '../support/run-command.ts';

const GOLDEN = fileURLToPath(new URL('../golden/', import.meta.url));

interface Hook {
  readonly id: string;
  readonly name: string;
  readonly entry: string;
  readonly language: string;
  readonly files: string;
}

const HOOKS: readonly Hook[] = parse(
  readFileSync(new URL('../../.pre-commit-hooks.yaml', import.meta.url), 'utf8'),
);

it('each hook has what pre-commit needs, and an id of its own', () => {
  for (const hook of HOOKS) {
    expect(hook).toMatchObject({ name: expect.any(String), language: 'node' });
    expect('ceremony/approval-2.txt').toMatch(new RegExp(hook.files));
    expect('notes.txt').not.toMatch(new RegExp(hook.files));
  }
  expect(new Set(HOOKS.map(({ id }) => id)).size).toBe(HOOKS.length);
});

it('each entry is a command of ours, to which pre-commit adds the paths', async () => {
  for (const { entry } of HOOKS) {
    const [program, ...words] = entry.split(' ');
    expect(program).toBe('mofn');
    // Token and signatures are not beside the file: with them it is an error, without it is none.
    const { code, stderr } = await runCommand([...words, 'approval-file.txt'], { cwd: GOLDEN });
    expect(stderr).not.toContain('error:');
    expect(code).toBe(words.includes('--no-files') ? 0 : 1);
  }
});
