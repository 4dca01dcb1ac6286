/** Results that would take the place of what is there: the hint loses nothing when it is followed. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findFreeName } from '../../src/cli/output/free-name.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

const work = useOfficerFolder();

const run = (line: string): Promise<CommandRun> => runWords(line.split(' '));
const runWords = (words: readonly string[]): Promise<CommandRun> =>
  runCommand(words, { cwd: work.folder });

describe('a name that is taken', () => {
  it('has another one beside it', async () => {
    const { code, stderr } = await run(
      'sign officer1.token --key officer2.key -q --out officer1.token.sig1',
    );
    expect([code, stderr.split('\n')[1]]).toEqual([
      3,
      'hint: choose another name, as officer1.token.sig3; --force is to replace it all the same',
    ]);
  });

  it('counts on until nothing has the name', () => {
    expect(findFreeName('officer1.token.sig1', work.folder)).toBe('officer1.token.sig3');
    expect(findFreeName('officer1.key', work.folder)).toBe('officer1-2.key');
    writeFileSync(work.path('officer1-2.key'), '');
    expect(findFreeName('officer1.key', work.folder)).toBe('officer1-3.key');
    expect(findFreeName('a/.hidden', work.folder)).toBe('a/.hidden-2');
  });

  it('of an approval file: the approver is added to it', async () => {
    const line = 'approval new -t officer1.token officer1=s officer3=s3 --out approval.txt';
    const { code, stderr } = await run(line);
    expect(code).toBe(3);
    const command = /"mofn (.*)"$/m.exec(stderr.split('\n')[1] ?? '')?.[1];
    expect(command).toBe('approval add approval.txt officer3=s3 --write');
    expect((await run(command ?? '')).code).toBe(0);
    const names = /Approver Name = (\w+)/g;
    const found = [...readFileSync(work.path('approval.txt'), 'utf8').matchAll(names)];
    expect(found.map(([, name]) => name)).toEqual(['officer1', 'officer2', 'officer3']);
  });

  it('leaves the public key of another officer alone', async () => {
    writeFileSync(work.path('officer2.pub'), work.read('officer1.pub'));
    const { examples } = (await import('../../src/cli/commands/key/register-token/definition.ts'))
      .keyRegisterToken;
    const words = examples[0].command.replaceAll('officer1', 'officer2').split(' ').slice(1);
    expect((await runWords(words)).code).toBe(3);
    expect(work.read('officer2.pub')).toEqual(work.read('officer1.pub'));
  });
});

describe('a place for no file', () => {
  it.each(['roster', '/', 'fifo'])('%s is told as what it is, with --force too', async (place) => {
    execFileSync('mkfifo', [work.path('fifo')]);
    const what = place === 'fifo' ? 'a FIFO' : 'a folder';
    for (const line of [
      'sign officer1.token --key officer1.key -q --out',
      'key public officer1.key --out',
      'key new --no-passphrase -q --out',
      'key convert officer1.key --no-passphrase --out',
      'approval new --token officer1.token officer1=s --out',
    ]) {
      for (const force of ['', ' --force']) {
        const { code, stderr } = await run(`${line} ${place}${force}`);
        expect([line, code]).toEqual([line, 3]);
        expect(stderr).toContain(`"${place}": it is ${what}\n`);
        expect(stderr).not.toContain('--force');
      }
    }
  });

  it('a name that is empty is no name', async () => {
    mkdirSync(work.path('empty'));
    for (const words of [
      ['sign', 'officer1.token', '--key', 'officer1.key', '-q', '--out', ''],
      ['hsm', 'init', ''],
      ['key', 'register-token', 'officer1', '--key', 'officer1.key', '--out-dir', ''],
      ['approval', 'lint', ''],
      ['approval', 'convert', 'officer1.json', '--to', 'classic', '--out-dir', ''],
    ]) {
      const { code, stderr } = await runWords(words);
      expect([words, code, stderr]).toEqual([words, 2, expect.stringContaining(' is empty\n')]);
    }
  });
});

it('a roster that is a file is told as one', async () => {
  for (const [file, what] of [
    ['officer1.key', 'a private key'],
    ['roster/officer1.pub', 'a public key'],
  ] as const) {
    const { code, stderr } = await run(`approval status approval.txt --roster ${file} -m 2`);
    expect(code).toBe(3);
    expect(stderr).toContain(`error: "${file}" is ${what}, expected a roster: a folder`);
    expect(stderr).toContain(`hint: name the folder that it is in: --roster ${dirname(file)}\n`);
  }
});

it('a key is not taken as a signature that a word names', async () => {
  const { code, stderr } = await run('approval set approval.txt officer2=officer2.key');
  expect([code, stderr]).toEqual([3, expect.stringContaining('private key')]);
});

it.each([
  ['xx:officer1=s', 'has the type "xx", expected co or cu'],
  ['officer 1=s', '"officer 1" is no user name'],
])('an approver that is %j is a mistake', async (approver, told) => {
  for (const words of [
    ['approval', 'new', '--token', 'officer1.token', approver],
    ['approval', 'add', 'approval.txt', approver],
  ]) {
    const { code, stdout, stderr } = await runWords(words);
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining(told)]);
  }
});
