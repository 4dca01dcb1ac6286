/**
 * Ctrl-C at a terminal ends all of a command, by the signal itself, so that the loop of a shell ends with it.
 */
import { spawn } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { spawn as spawnOnTerminal } from '@lydell/node-pty';
import { describe, expect, it } from 'vitest';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { runCommand } from '../support/run-command.ts';

const MOFN = join(import.meta.dirname, '../../bin/mofn');

const work = useOfficerFolder();

/** Runs a command on a terminal, types Ctrl-C when it asks, and waits for its end. */
function interruptAt(
  question: string,
  words: readonly string[],
  program: string = process.execPath,
): Promise<{ readonly exitCode: number; readonly signal: number | undefined; printed: string }> {
  const line = program === process.execPath ? [MOFN, ...words] : [...words];
  const terminal = spawnOnTerminal(program, line, {
    cwd: work.folder,
    env: { ...(process.env as Record<string, string>), NO_COLOR: '1' },
  });
  let printed = '';
  let asked = false;
  return new Promise((resolve) => {
    terminal.onExit(({ exitCode, signal }) => resolve({ exitCode, signal, printed }));
    terminal.onData((data) => {
      printed += data;
      if (asked || !printed.includes(question)) return;
      asked = true;
      terminal.write('\x03');
    });
  });
}

const { SIGINT } = constants.signals;

/** Makes `locked.key`, whose pass phrase is asked for. */
function lockKey(): void {
  const key = createPrivateKey(work.read('officer1.key'));
  const locked = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' } as const;
  writeFileSync(work.path('locked.key'), key.export(locked));
}

describe('a question for a pass phrase', () => {
  it('of a key ends by the signal, and signs nothing', async () => {
    lockKey();
    const names = readdirSync(work.folder);
    const words = 'sign officer1.token --key locked.key -y -o sig'.split(' ');
    const { signal, printed } = await interruptAt('Enter pass phrase', words);
    expect([signal, printed]).toEqual([SIGINT, expect.not.stringContaining('error')]);
    expect(readdirSync(work.folder)).toEqual(names);
  });

  it.each(['bash', 'sh'])('ends the loop of a script of %s', async (shell) => {
    lockKey();
    const sign = `"${process.execPath}" "${MOFN}" sign officer1.token --key locked.key -y -q -o e$i`;
    writeFileSync(work.path('loop'), `for i in 1 2; do ${sign}; echo round $i; done\n`);
    const { signal, printed } = await interruptAt('Enter pass phrase', ['loop'], shell);
    expect([signal, printed]).toEqual([SIGINT, expect.not.stringContaining('round')]);
  });
});

describe('mofn hsm exec', () => {
  it('runs no command behind the one in which Ctrl-C is typed', async () => {
    await runCommand('hsm init cluster -q --officers 1'.split(' '), { cwd: work.folder });
    const commands = ['loginHSM CO officer1 password', 'setMValue 3 2', 'listUsers'];
    const words = ['hsm', 'exec', '--hsm', 'cluster', ...commands];
    const { signal, printed } = await interruptAt('(y/n)?', words);
    expect(signal).toBe(SIGINT);
    expect(printed).toContain('loginHSM success');
    expect(printed).not.toContain('Number of users');
  });
});

describe('mofn demo', () => {
  it('takes its folder away', async () => {
    const TMPDIR = work.path('tmp');
    mkdirSync(TMPDIR);
    const child = spawn(process.execPath, [MOFN, 'demo'], {
      cwd: work.folder,
      env: { ...process.env, TMPDIR },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.once('data', () => child.kill('SIGINT'));
    let stderr = '';
    child.stderr.on('data', (piece) => {
      stderr += piece;
    });
    const [, signal] = await once(child, 'close');
    expect([signal, stderr]).toEqual(['SIGINT', '']);
    expect(readdirSync(TMPDIR)).toEqual([]);
  });
});
