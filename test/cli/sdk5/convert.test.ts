import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type CommandRun, runCommand } from '../../support/run-command.ts';
import { mfaFile, registrationFile, sha256 } from '../../support/sdk5-files.ts';
import { makeSdk5Folder, type Sdk5Folder } from '../../support/sdk5-folder.ts';

let work: Sdk5Folder;

beforeAll(() => {
  work = makeSdk5Folder();
  const file = JSON.parse(work.read('t.json'));
  const signatures = ['admin2', 'admin3'].map((username) => ({
    username,
    role: 'admin',
    signature: fs.readFileSync(work.at(`${username}.sig`)).toString('base64'),
  }));
  work.write('signed.json', `${JSON.stringify({ ...file, signatures }, undefined, 2)}\n`);
});
afterAll(() => work.remove());
beforeEach(() => fs.rmSync(work.at('D'), { recursive: true, force: true }));
afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

const run = (line: string, folder = ''): Promise<CommandRun> =>
  runCommand(line.split(' '), { cwd: work.at(folder) });
const namesIn = (folder: string): readonly string[] => fs.readdirSync(work.at(folder)).sort();

const TO_CLASSIC = 'approval convert signed.json --to classic --out-dir D';
const FILES = ['admin.token', 'admin2.sig', 'admin3.sig', 'approval.txt'];

describe('what openssl signed', () => {
  it('is right in the one kind of file and in the other, and comes back as it was', async () => {
    expect(await run('approval status signed.json --roster roster -m 2')).toMatchObject({
      code: 0,
    });
    expect(await run(TO_CLASSIC)).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '2 approvals: admin2, admin3\n',
    });
    expect(namesIn('D')).toEqual(FILES);
    const status = await run('approval status approval.txt --roster ../roster -m 2 --json', 'D');
    expect(JSON.parse(status.stdout)).toMatchObject({ right: 2, reached: true });
    const lint = await run('approval lint approval.txt', 'D');
    expect(lint).toMatchObject({ code: 0, stdout: '' });
    const back = await run('approval convert D/approval.txt --to sdk5');
    expect(back).toMatchObject({ code: 0, stdout: work.read('signed.json') });
  });
});

describe('mofn approval convert --to classic', () => {
  it('replaces nothing but where that is wanted', async () => {
    fs.mkdirSync(work.at('D'));
    work.write('D/admin3.sig', 'theirs');
    expect(await run(TO_CLASSIC)).toMatchObject({
      code: 3,
      stdout: '',
      stderr: /^error: "D\/admin3.sig" exists already\nhint: choose another name/,
    });
    expect(namesIn('D')).toEqual(['admin3.sig']);
    expect(await run(`${TO_CLASSIC} --force`)).toMatchObject({ code: 0 });
    expect(namesIn('D')).toEqual(FILES);
    expect(work.read('D/admin3.sig')).not.toBe('theirs');
  });

  it('does not lose what it reads', async () => {
    fs.mkdirSync(work.at('D'));
    fs.linkSync(work.at('signed.json'), work.at('D/approval.txt'));
    expect(await run(`${TO_CLASSIC} --force`)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: /which would be lost/,
    });
  });

  it.each(['there', 'missing'])('writes all files or none into a folder that is %s', async (is) => {
    if (is === 'there') fs.mkdirSync(work.at('D'));
    const link = fs.linkSync;
    vi.spyOn(fs, 'linkSync').mockImplementation((from, to) => {
      if (String(to).endsWith('approval.txt')) throw Object.assign(new Error(), { code: 'EIO' });
      link(from, to);
    });
    syncBuiltinESMExports();
    expect(await run(TO_CLASSIC)).toMatchObject({ code: 3, stdout: '', stderr: /approval\.txt/ });
    expect(fs.existsSync(work.at('D'))).toBe(is === 'there');
    if (is === 'there') expect(namesIn('D')).toEqual([]);
  });
});

describe('what cannot be converted', () => {
  const signed = (change: Readonly<Record<string, unknown>>): string =>
    JSON.stringify({ ...JSON.parse(work.read('signed.json')), ...change });

  it.each<[string, () => string | Uint8Array, RegExp]>([
    ['a registration', () => registrationFile(Buffer.from('data')), /a registration file/],
    ['a log-in', () => mfaFile(sha256(Buffer.of(1))), /a log-in file/],
    ['an unknown member', () => signed({ ticket: 7 }), /the member "ticket"\nhint: use --drop/],
    ['another digest', () => signed({ token: `${'A'.repeat(43)}=` }), /no sound file/],
    ['no JSON', () => '{"approval_data": "AA', /no sound file/],
  ])('%s is named; nothing is written', async (_, content, words) => {
    work.write('other.json', content());
    const command = 'approval convert other.json --to classic --out-dir D';
    const { code, stdout, stderr } = await run(command);
    expect({ code, stdout, stderr }).toEqual({
      code: 3,
      stdout: '',
      stderr: expect.stringMatching(words),
    });
    expect(fs.existsSync(work.at('D'))).toBe(false);
  });

  it('is said, where it is left out', async () => {
    work.write('other.json', signed({ ticket: 7 }));
    const command = 'approval convert other.json --to classic --out-dir D --drop';
    expect(await run(command)).toMatchObject({
      code: 0,
      stderr: 'warning: left out: the member "ticket"\n2 approvals: admin2, admin3\n',
    });
    work.write('D/approval.txt', `# for bob\n${work.read('D/approval.txt')}`);
    const back = 'approval convert approval.txt --to sdk5';
    expect(await run(back, 'D')).toMatchObject({
      code: 3,
      stdout: '',
      stderr: /comments in line 1\nhint: use --drop/,
    });
    expect(await run(`${back} --drop`, 'D')).toMatchObject({
      code: 0,
      stdout: work.read('signed.json'),
      stderr: /^warning: left out: comments in line 1\n/,
    });
    expect(await run(`${back} --drop --quiet`, 'D')).toMatchObject({ code: 0, stderr: '' });
  });

  it('is a file that is of the wanted kind', async () => {
    await run(TO_CLASSIC);
    expect(await run('approval convert signed.json --to sdk5')).toMatchObject({
      code: 3,
      stdout: '',
      stderr: /is a token file of SDK 5 already/,
    });
    expect(await run('approval convert D/approval.txt --to classic --out-dir D')).toMatchObject({
      code: 3,
      stderr: /is a classic approval file already/,
    });
  });

  it('is what the tool stops at', async () => {
    await run(TO_CLASSIC);
    fs.rmSync(work.at('D/admin3.sig'));
    expect(await run('approval convert approval.txt --to sdk5', 'D')).toMatchObject({
      code: 3,
      stdout: '',
      stderr: /failed to open admin3.sig\nhint: "mofn approval lint approval.txt" says more/,
    });
  });
});

it('takes what is in the working directory, and says where its own folder has something else', async () => {
  await run(TO_CLASSIC);
  fs.renameSync(work.at('D/admin2.sig'), work.at('D/other.sig'));
  const text = work.read('D/approval.txt').replace('admin2.sig', 'swapped.sig');
  work.write('D/approval.txt', text);
  fs.copyFileSync(work.at('D/other.sig'), work.at('swapped.sig'));
  fs.copyFileSync(work.at('D/admin3.sig'), work.at('D/swapped.sig'));
  const { code, stdout, stderr } = await run('approval convert D/approval.txt --to sdk5');
  expect({ code, stdout }).toEqual({ code: 0, stdout: work.read('signed.json') });
  expect(stderr).toContain('"swapped.sig" is taken from the working directory');
});
