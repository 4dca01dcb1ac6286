import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeToken } from '../ceremony/ceremony.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { paeOf, requestFile } from '../support/request-file.ts';
import { type CommandRun, type RunOptions, runCommand } from '../support/run-command.ts';
import {
  authDataFile,
  mfaFile,
  PUBLIC_USER_TOKEN,
  registrationFile,
  sha256,
} from '../support/sdk5-files.ts';

/** Officers' quorum keys are their keys for log-ins, too: a signature over one thing counts as one over another. */

const work = useOfficerFolder();
const { path, read } = work;
const TERMINALS = { stdin: true, stderr: true };

const run = (words: string, options: RunOptions = {}): Promise<CommandRun> =>
  runCommand(words.split(' '), { cwd: work.folder, ...options });

/** What somebody else would like to have approved. */
const victim = Buffer.from(makeToken({ user: 'officer3', service: 3, nonce: 9 }));

/** Every way of signing a file: none writes anything, and standard output stays empty. */
async function expectRefused(
  name: string,
  file: string | Uint8Array,
  message: RegExp,
  more = '',
): Promise<void> {
  writeFileSync(path(name), file);
  const before = readdirSync(work.folder).map((one) => [one, one.includes('.') && read(one)]);
  for (const way of [
    '',
    ' --write',
    ' -o out.json',
    ' --out-dir roster',
    ' --detached -o sig',
    ' --quiet --yes',
  ]) {
    const { code, stdout, stderr } = await run(
      `sign ${name} --key officer1.key --as officer1${more}${way}`,
    );
    if (code === 2 && stderr.includes(' signatures, and --detached answers one')) continue;
    expect([way, code, stdout], stderr).toEqual([way, 3, '']);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/\nhint: ./);
  }
  expect(readdirSync(work.folder).map((one) => [one, one.includes('.') && read(one)])).toEqual(
    before,
  );
}

describe('is never signed:', () => {
  it('a digest that is not of the approval_data beside it', async () => {
    const shown = JSON.parse(PUBLIC_USER_TOKEN);
    const token = sha256(victim).toString('base64');
    const file = JSON.stringify({ ...shown, token });
    await expectRefused('t.json', file, /"token" is not the SHA-256 of the approval_data/);
    const registration = JSON.parse(registrationFile(Buffer.from('hello')).toString());
    registration.tokens[0].unsigned = token;
    await expectRefused('reg.json', JSON.stringify(registration), /"tokens\[0\].unsigned" is not/);
  });

  it('a registration whose data are records of a token, or have one among them', async () => {
    const message = /should be data of a registration, and is a quorum token of \d record/;
    await expectRefused('reg.json', registrationFile(victim), message);
    const among = Buffer.concat([Buffer.alloc(80, 0x41), victim.subarray(0, 80)]);
    await expectRefused('reg.json', registrationFile(Buffer.from('hello'), among), message);
    const longer = Buffer.concat([victim, Buffer.from('\n')]);
    await expectRefused('reg.json', registrationFile(longer), message);
    const later = Buffer.concat([Buffer.from('registration of '), victim.subarray(80)]);
    await expectRefused('reg.json', registrationFile(later), message);
  });

  it('a registration whose data are what is signed of a policy', async () => {
    const toml = 'version = 1\n[people.mallory]\naccounts = ["mallory"]\n';
    const payload = Buffer.from(toml).toString('base64');
    const policy = { payloadType: 'application/vnd.mofn.policy+toml', payload, signatures: [] };
    const data = paeOf(JSON.stringify(policy));
    const message =
      /should be data of a registration, and is what is signed of a request or a policy/;
    await expectRefused('reg.json', registrationFile(data), message);
  });

  it('a file that is what is signed of a request, alone or in a batch', async () => {
    writeFileSync(path('notes.txt'), paeOf(requestFile(victim)));
    for (const words of ['', ' approval.txt --out-dir roster']) {
      const { code, stderr } = await run(`sign notes.txt${words} --key officer1.key --yes`);
      expect([code === 0, existsSync(path('roster/notes.txt.sig'))]).toEqual([false, false]);
      expect(stderr).toContain('"notes.txt" is not signed: it is what is signed of a request');
    }
  });

  it('a log-in with the digest of what is signed of a request that lies there', async () => {
    const request = requestFile(victim);
    writeFileSync(path('their.json'), request);
    const file = mfaFile(sha256(Buffer.of(1)), sha256(paeOf(request)));
    const message =
      /unsigned is the digest of what is signed of the request or policy in "\.?\/?their/;
    await expectRefused('mfa.json', file, message, ' --blind');
  });

  it.each([
    [
      'two members of one name',
      (text: string) => text.replace('"token"', '"approval_data": "AAAA",\n  "token"'),
    ],
    [
      'a member __proto__',
      (text: string) => text.replace('"token"', '"__proto__": {},\n  "token"'),
    ],
    ['what is cut', (text: string) => text.slice(0, -4)],
    [
      'a token of a registration and of a quorum',
      (text: string) => text.replace('"signatures"', '"tokens": [],\n  "signatures"'),
    ],
    [
      'another service than its records',
      (text: string) => text.replace('user-management', 'key-usage'),
    ],
  ])('a token file with %s', async (_, change) => {
    await expectRefused('t.json', change(PUBLIC_USER_TOKEN), /is not signed: it is no sound file/);
  });

  it('UTF-16, which is not read as the bytes that it is', async () => {
    await expectRefused('t.json', Buffer.from(PUBLIC_USER_TOKEN, 'utf16le'), /is not signed/);
  });

  it.each([
    ['mfa.json', mfaFile],
    ['authdata', authDataFile],
  ])('%s, without somebody who says so', async (name, make) => {
    const file = make(sha256(Buffer.of(1)), sha256(victim));
    await expectRefused(name, file, /its signature may count as your approval of a quorum token/);
  });

  it.each([
    ['a classic token', 'their.token', victim],
    [
      'one record of a token',
      'their.token',
      Buffer.concat([victim.subarray(80), victim.subarray(0, 80)]),
    ],
    ['a token of the newer command line', 'their.json', asSdk5(victim)],
    ['a broken file of one', 'their.json', asSdk5(victim).replace('"token"', '"tokem"')],
    ['a registration of one', 'their.json', registrationFile(victim)],
    ['a file of one that is cut', 'their.json', asSdk5(victim).slice(0, -1)],
    ['a token that was pasted as text', 'their.txt', victim.toString('base64')],
  ])('a log-in with the digest of %s that lies there', async (_, name, token) => {
    writeFileSync(path(name), token);
    const digest = sha256(
      token.length === 160 && name === 'their.token' && token !== victim
        ? victim.subarray(0, 80)
        : victim,
    );
    const file = mfaFile(sha256(Buffer.of(1)), digest);
    const message = /tokens\[1\].unsigned is the digest of the quorum token in "\.?\/?their/;
    await expectRefused('mfa.json', file, message, ' --blind');
    const asked = await run('sign mfa.json --key officer1.key -o f', {
      terminals: TERMINALS,
      stdin: 'y\n',
    });
    expect([asked.code, asked.stdout]).toEqual([3, '']);
    expect(asked.stderr).not.toContain('(y/n)');
    await expectRefused(
      'authdata',
      authDataFile(digest),
      /Data\[0\].Digest is the digest/,
      ' --blind',
    );
  });

  it('a log-in with the digest of a file of one with much else in it', async () => {
    const much = asSdk5(victim).replace('{', `{"log":"${'x'.repeat(900_000)}",`);
    writeFileSync(path('their.json'), much);
    writeFileSync(path('mfa.json'), mfaFile(sha256(victim)));
    const { code, stdout, stderr } = await run('sign mfa.json --key officer1.key --blind');
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/unsigned is the digest of the quorum token in "\.?\/?their/);
  });

  it('a log-in with the digest of the token in its own file', async () => {
    const login = JSON.parse(mfaFile(sha256(victim)).toString());
    const file = JSON.stringify({ ...login, approval_data: victim.toString('base64') });
    await expectRefused('mfa.json', file, /in "mfa.json"/, ' --blind');
  });

  it.each([
    ['one record', victim.subarray(0, 80)],
    ['the records in another order', Buffer.concat([victim.subarray(80), victim.subarray(0, 80)])],
  ])('a log-in with the digest of %s of a token that lies there', async (_, signed) => {
    writeFileSync(path('their.token'), victim);
    const message = /tokens\[0\].unsigned is the digest of the quorum token in "\.?\/?their/;
    await expectRefused('mfa.json', mfaFile(sha256(signed)), message, ' --blind');
  });

  it('one of a token that lies where a link leads to, or beside another file that is signed', async () => {
    for (const folder of ['inbox', 'elsewhere']) mkdirSync(path(folder));
    writeFileSync(path('inbox/mfa.json'), mfaFile(sha256(victim)));
    symlinkSync('inbox/mfa.json', path('link.json'));
    writeFileSync(path('elsewhere/their.token'), victim);
    writeFileSync(path('elsewhere/notes'), 'notes');
    const many = await run(
      'sign inbox/mfa.json elsewhere/notes --key officer1.key --blind --out-dir roster',
    );
    expect([many.code, existsSync(path('roster/mfa.json'))]).toEqual([1, false]);
    expect(many.stderr).toContain('in "elsewhere/their.token"');
    writeFileSync(path('inbox/their.token'), victim);
    const linked = await run('sign link.json --key officer1.key --blind');
    expect([linked.code, linked.stdout]).toEqual([3, '']);
    expect(linked.stderr).toContain('inbox/their.token"');
  });

  it('one of a token in another folder: beside the file, or named by --not', async () => {
    for (const folder of ['inbox', 'elsewhere']) mkdirSync(path(folder));
    writeFileSync(path('inbox/mfa.json'), mfaFile(sha256(victim)));
    const words = 'sign inbox/mfa.json --key officer1.key --blind';
    writeFileSync(path('elsewhere/their.token'), victim);
    const named = await run(`${words} --not elsewhere/their.token`);
    expect([named.code, named.stdout]).toEqual([3, '']);
    expect(named.stderr).toContain('in "elsewhere/their.token"');
    expect((await run(words)).code).toBe(0);
    writeFileSync(path('inbox/their.token'), victim);
    expect((await run(words)).stderr).toContain('in "inbox/their.token"');
    const none = await run(`${words} --not officer1.key`);
    expect([none.code, none.stdout]).toEqual([3, '']);
    expect(none.stderr).toContain('there is no record of a quorum token in it');
    expect((await run(`${words} --not missing`)).code).toBe(3);
  });
});

describe('a log-in', () => {
  const file = mfaFile(sha256(Buffer.of(1)));

  it.each([
    ['y\n', 0],
    ['n\n', 1],
    ['', 1],
  ])('is signed where somebody types yes: %j', async (stdin, code) => {
    writeFileSync(path('mfa.json'), file);
    const words = 'sign mfa.json --key officer1.key --yes --quiet';
    const asked = await run(words, { terminals: TERMINALS, stdin });
    expect(asked.code).toBe(code);
    expect(asked.stderr).toContain(
      'Sign it blind? a digest does not show what it is of: its signature may count as your approval of a quorum token, or your signature of a request. (y/n) ',
    );
    expect(asked.stdout === '').toBe(code !== 0);
  });

  it('is not signed where the answer would be the file', async () => {
    const words = 'sign - --key officer1.key';
    const { code, stdout } = await run(words, { terminals: TERMINALS, stdin: file });
    expect([code, stdout]).toEqual([3, '']);
  });

  it('has a hint that signs it', async () => {
    writeFileSync(path('my login.json'), file);
    const { stderr } = await runCommand(
      ['sign', 'my login.json', '--key', 'officer1.key', '--passin', 'pass:secret'],
      { cwd: work.folder },
    );
    expect(stderr).toContain("yourself: mofn sign 'my login.json' --key officer1.key --blind\n");
  });

  it('says what its signature may count as', async () => {
    writeFileSync(path('mfa.json'), file);
    const { stderr } = await run('sign mfa.json --key officer1.key --blind');
    expect(stderr).toContain('careful: a digest does not show what it is of');
  });
});

function asSdk5(records: Buffer): string {
  const approvalData = records.toString('base64');
  const token = sha256(records).toString('base64');
  return JSON.stringify({ version: '2.0', approval_data: approvalData, token, signatures: [] });
}
