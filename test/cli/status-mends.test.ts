import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

const work = useOfficerFolder();
const run = (...words: readonly string[]): Promise<CommandRun> =>
  runCommand(words, { cwd: work.folder });
const status = (file = 'approval.txt'): Promise<CommandRun> =>
  run('approval', 'status', file, '-r', 'roster', '-m', '2');

/** Writes approval.txt anew, with something of it changed. */
function change(from: string | RegExp, to: string): void {
  const text = work.read('approval.txt').toString('latin1');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  writeFileSync(work.path('approval.txt'), changed, 'latin1');
}

const nextOf = ({ stdout }: CommandRun): string => stdout.split('next:\n')[1] ?? '';

describe('mofn approval status', () => {
  it('has a name with a CR mended by lint, and shows it once escaped', async () => {
    change('officer2;', 'officer2\r;');
    const { code, stdout } = await status();
    expect(code).toBe(1);
    expect(stdout).toContain('"officer2\\r" is no user name');
    const next = stdout.split('next:\n')[1];
    expect(next).toMatch(/:\n {4}mofn approval lint --fix --write approval\.txt\n$/);
    await run('approval', 'lint', '--fix', '--write', 'approval.txt');
    expect((await status()).stdout).not.toContain('is no user name');
  });

  it('has the count set right, and tells in one line what the tool says', async () => {
    change(/^(Number of Approvals\s*=\s*)\d+;/m, '$13;');
    const told = await status();
    expect(told.stdout).toContain('Failed to read Approver Details; Could only read 2/3');
    expect(nextOf(told)).toContain('mofn approval set approval.txt --count 2 --write\n');
  });

  it('does not count a file whose last value has no end, as lint does not', async () => {
    change(/;\n?$/, '');
    expect((await run('approval', 'lint', 'approval.txt')).code).toBe(1);
    const told = await status();
    expect(told.code).toBe(1);
    expect(told.stdout).toContain('a value has no end');
  });

  it('has the signer write where a file can be made', async () => {
    change('officer1.token.sig2', 'sub');
    mkdirSync(work.path('sub'));
    const told = nextOf(await status());
    expect(told).not.toMatch(/--out sub$/m);
    change('File = sub', 'File = gone/x');
    expect(nextOf(await status())).not.toContain('--out gone/x');
  });

  it('says how a file with a blank in its name is handed in', async () => {
    writeFileSync(work.path('my b.txt'), work.read('approval.txt'));
    const told = await status('my b.txt');
    expect(told.code).toBe(0);
    expect(nextOf(told)).toContain("    cp -- 'my b.txt' approval-2.txt\n    loginHSM CO ");
    expect(nextOf(told)).toMatch(/\n {4}approveToken approval-2\.txt\n$/);
  });
});

describe('mofn approval lint', () => {
  it('names a key that stands in the place of a token', async () => {
    change('officer1.token;', 'officer2.pub;');
    const { stdout } = await run('approval', 'lint', 'approval.txt');
    expect(stdout).toContain('found a PEM public key in the token file "officer2.pub"');
  });

  it('names a key that stands in the place of a signature, and fails', async () => {
    change('officer1.token.sig2', 'officer2.key');
    const { code, stdout } = await run('approval', 'lint', 'approval.txt');
    expect(code).toBe(1);
    expect(stdout).toContain('found a PEM private key in the signature file "officer2.key"');
  });
});
