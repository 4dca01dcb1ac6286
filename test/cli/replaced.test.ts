import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

/** A copy of the program, whose files are changed while it runs. */
describe('a program whose files are replaced while it runs', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mofn-replaced-'));
  });
  beforeEach(() => {
    rmSync(join(folder, 'dist'), { recursive: true, force: true });
    for (const name of ['bin', 'package.json', 'dist/cli']) {
      cpSync(name, join(folder, name), { recursive: true });
    }
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const mofn = (...words: readonly string[]) =>
    spawnSync(process.execPath, [join(folder, 'bin/mofn'), ...words], {
      cwd: folder,
      encoding: 'utf8',
    });

  it.each([
    ['is gone', 'removed', () => rmSync(join(folder, 'dist/cli/failure-words.cjs'))],
    [
      'is of another build',
      'replaced',
      () => {
        const file = join(folder, 'dist/cli/failure-words.cjs');
        writeFileSync(file, readFileSync(file, 'latin1').replace(/[^/]*$/, '0123456789abcdef'));
      },
    ],
  ])('says so where a part that it needs %s', (_what, how, change) => {
    expect(mofn('sign', 'none', '--key', 'none').stderr).toContain('"none"');
    change();
    const { status, stderr } = mofn('sign', 'none', '--key', 'none');
    expect([status, stderr]).toEqual([
      3,
      `error: mofn was ${how} while it ran\nhint: start it again\n`,
    ]);
  });

  it.each([
    ['hsm console', ['loginHSM CO admin admin', 'loginHSM PRECO admin password'], 'quit'],
    ['hsm cli -- interactive', ['login --username admin --role admin --password x'], 'quit'],
  ])('goes on where it is %s', async (line, inputs, end) => {
    mofn('hsm', 'init', 'cluster', '--officers', '1');
    const child = spawn(process.execPath, [join(folder, 'bin/mofn'), ...line.split(' ')], {
      cwd: folder,
      env: { ...process.env, MOFN_HSM: 'cluster' },
    });
    let printed = '';
    child.stdout.on('data', (data: Buffer) => {
      printed += data.toString();
    });
    const prompted = new Promise<void>((resolve) => {
      child.stdout.on('data', () =>
        printed.endsWith('aws-cloudhsm>') || printed.endsWith('> ') ? resolve() : undefined,
      );
    });
    await prompted;
    renameSync(join(folder, 'dist'), join(folder, 'gone'));
    child.stdin.end(`${[...inputs, end].join('\n')}\n`);
    const code = await new Promise((resolve) => child.on('close', resolve));
    rmSync(join(folder, 'gone'), { recursive: true });
    rmSync(join(folder, 'cluster'), { recursive: true });
    expect(code).toBe(0);
    expect(printed).toMatch(/loginHSM (failed|success)|error_code/i);
  });
});
