import { sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readAsDevice } from '../../src/parser/device.ts';
import { writeApproval } from '../../src/parser/write.ts';
import { approvalText } from '../support/approval-text.ts';
import { requireProgram } from '../support/requirements.ts';
import { type CommandRun, type RunOptions, runCommand } from '../support/run-command.ts';
import { makeOfficer, makeToken } from './ceremony.ts';
import { followSteps } from './follow-steps.ts';

const officers = [1, 2, 3].map((n) => makeOfficer(`officer${n}`));
const token = makeToken();
const other = makeToken({ nonce: 9, user: 'officer2' });
const signature = (n: number, message: Uint8Array = token): Buffer =>
  sign('sha256', message, officers[n - 1]?.privateKey ?? '');

const folders: string[] = [];
let folder = '';

function write(name: string, content: string | Uint8Array): void {
  writeFileSync(join(folder, name), content);
}

function writeApprovalFile(name: string, numbers: readonly number[], prefix = ''): void {
  write(
    name,
    writeApproval({
      multiTokenFilePath: `${prefix}t`,
      tokenFilePath: '',
      approvers: numbers.map((n) => ({ type: 2, name: `officer${n}`, file: `${prefix}s${n}` })),
    }),
  );
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-ceremony-'));
  folders.push(folder);
  mkdirSync(join(folder, 'roster'));
  for (const { name, publicKey } of officers) write(`roster/${name}.pub`, publicKey);
  write('t', token);
  write('other.token', other);
  for (const n of [1, 2, 3]) write(`s${n}`, signature(n));
  writeApprovalFile('a', [1]);
  writeApprovalFile('b', [2]);
});
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

/** The token's creation time is 1,700,000,000 s. */
const mofn = (words: string, options: RunOptions = {}): Promise<CommandRun> =>
  runCommand(words.split(' '), { cwd: folder, now: 1_700_000_094_000, ...options });

/** Types what `status` says is next until the quorum is reached; each line is an approver. */
async function followLines(lines: readonly string[]): Promise<void> {
  for (const { name, privateKey } of officers) {
    write(`${name}.key`, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  }
  write('base64', signature(1).toString('base64'));
  write('der', Buffer.concat([Buffer.from([4, 0x82, 1, 0]), signature(2)]));
  write('hex', `RSA-SHA2-256(t)= ${signature(2).toString('hex')}\n`);
  write('bad', signature(2, other));
  write('bad2', signature(3, other));
  write('a', approvalText('t', lines));
  await followSteps(folder, 'a', 1_700_000_094_000);
}

describe('mofn approval status', () => {
  it('tells the whole ceremony, with the command that is next', async () => {
    writeApprovalFile('a', [1, 2]);
    write('s2', signature(2, other));
    const run = await mofn('approval status a --roster roster --required 2');
    expect(run.code).toBe(1);
    expect(run.stderr).toBe('');
    expect(run.stdout.replace(/[0-9a-f]{64}/, 'DIGEST')).toBe(`t: quorum token of officer1
  service:    3 (USER_MGMT): allows any one createUser, deleteUser or changePswd of another user
  operation:  the token names none; whoever approves it approves any that its service covers
  nodes:      1 (id 1), 0 (id 1)
  made:       1 minute 34 seconds ago
  SHA-256:    DIGEST

  right      officer1  s1
  wrong      officer2  s2
             it was made over another token: other.token
  missing    officer3

1 of 2: an HSM would refuse this file
  an HSM refuses the whole file while one approval in it is bad: officer2

next:
  officer2 signs again, into another file:
    mofn sign t --key officer2.key --out t.officer2.sig
    mofn approval set a --approver officer2=t.officer2.sig --write
`);
  });

  it('exits with 0 where the quorum is reached, and says who goes on', async () => {
    writeApprovalFile('a', [1, 3]);
    const run = await mofn('approval status a --roster roster --required 2');
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('2 of 2: the quorum is reached\n');
    expect(run.stdout).toContain('    approveToken a\n');
    expect(run.stderr).toBe('');
  });

  it('asks for what is missing, and that is enough', async () => {
    const run = await mofn('approval status a --roster roster --required 3');
    expect(run.code).toBe(1);
    expect(run.stdout).toContain(`next:
  2 of officer2, officer3 sign; officer2 types:
    mofn sign t --key officer2.key --out t.officer2.sig
    mofn approval add a officer2=t.officer2.sig --write
`);
    expect(run.stderr).toMatch(/^warning: the roster has 3 officers, as many as are needed/);
  });

  const xxd = requireProgram('xxd');
  it.each<[string, string[]]>([
    ['nothing yet', []],
    ['one signed', ['2 officer1 s1']],
    ['a CU', ['1 officer1 s1', '2 officer2 s2']],
    ['an officer twice', ['2 officer1 s1', '2 OFFICER1 s1', '2 officer2 s2']],
    ['a name that is none', ['2 officer-1 s1', '2 officer2 s2']],
    ['signatures that are not there', ['2 officer1 gone1', '2 officer2 gone2']],
    ['base64 and DER', ['2 officer1 base64', '2 officer2 der']],
    ['a line copied and half changed', ['2 officer1 s1', '2 officer2 s1']],
    ['a name that is another officer’s', ['2 officer1 s2', '2 officer3 s3']],
    ['over another token', ['2 officer1 s1', '2 officer2 bad', '2 officer3 bad2']],
  ])('its steps lead to the quorum: %s', async (_, lines) => {
    await followLines(lines);
  });

  it.skipIf(!xxd.has)(`its steps lead to the quorum: hex ${xxd.label}`, async () => {
    await followLines(['2 officer1 s1', '2 officer2 hex']);
  });

  it('leads into the folder of the file, where that has what it names', async () => {
    mkdirSync(join(folder, 'in ceremony'));
    write('in ceremony/a', approvalText('token', ['2 officer1 mine.sig', '2 officer2 other.sig']));
    for (const [name, bytes] of [
      ['token', token],
      ['mine.sig', signature(1)],
      ['other.sig', signature(2)],
    ] as const) {
      write(`in ceremony/${name}`, bytes);
    }
    const words = ['approval', 'status', 'in ceremony/a', '-r', 'roster'];
    const { code, stdout } = await runCommand(words, { cwd: folder });
    expect(code).toBe(1);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe("    cd 'in ceremony'");
    const roster = join(folder, 'roster');
    const there = { cwd: join(folder, 'in ceremony') };
    expect((await runCommand(['approval', 'status', 'a', '-r', roster], there)).code).toBe(0);
  });

  it('answers as JSON', async () => {
    write('s1', signature(1).toString('base64'));
    const run = await mofn('approval status - --roster roster --json', {
      stdin: readFileSync(join(folder, 'a')),
    });
    expect(run.code).toBe(1);
    const answer = JSON.parse(run.stdout);
    expect(answer).toMatchObject({
      schemaVersion: 1,
      file: '-',
      token: { file: 't', user: 'officer1', service: 3, namesOperation: false, ageSeconds: 94 },
      right: 0,
      required: 2,
      requiredFrom: 'file',
      reached: false,
    });
    expect(answer.officers[0]).toEqual({
      name: 'officer1',
      inRoster: true,
      state: 'wrong',
      file: 's1',
      reasons: ['it is base64 text, expected 256 binary bytes'],
      causes: ['base64-text'],
      madeBy: 'officer1',
      onRequest: null,
    });
    expect(answer.officers.map(({ state }: { state: string }) => state)).toEqual([
      'wrong',
      'missing',
      'missing',
    ]);
    expect(answer.next[0].commands).toEqual([
      'base64 -d s1 > s1.bin',
      'mofn approval set APPROVAL_FILE --approver officer1=s1.bin --write',
    ]);
  });

  it('shows no control characters of a file', async () => {
    const bytes = writeApproval({
      multiTokenFilePath: 't',
      tokenFilePath: '',
      approvers: [{ type: 2, name: 'a\x1b[2J', file: 's\x1b1' }],
    });
    write('a', bytes);
    const run = await mofn('approval status a --roster roster');
    expect(run.code).toBe(1);
    expect(run.stdout).toContain('a\\x1b[2J');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(run.stdout + run.stderr).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
  });

  it('refuses a roster that is no folder and an M that is none, with nothing on stdout', async () => {
    const runs = [
      [3, await mofn('approval status a --roster nowhere')],
      [2, await mofn('approval status a --roster roster --required 21')],
      [2, await mofn('approval status a')],
      [3, await mofn('approval status gone --roster roster')],
    ] as const;
    for (const [code, run] of runs) expect([run.code, run.stdout]).toEqual([code, '']);
  });
});

describe('mofn approval combine', () => {
  const approversIn = (bytes: Uint8Array): string[] => {
    const reading = readAsDevice(bytes);
    expect(reading.error).toBeNull();
    return reading.approvers.map(({ name, file }) => `${name} ${file}`);
  };

  it('makes one file of approval files and signatures, in any order', async () => {
    const run = await mofn('approval combine a b officer3=s3 -o all');
    expect([run.code, run.stdout]).toEqual([0, '']);
    expect(run.stderr).toBe('3 approvals: officer1, officer2, officer3\n');
    const written = readFileSync(join(folder, 'all'));
    expect(approversIn(written)).toEqual(['officer1 s1', 'officer2 s2', 'officer3 s3']);
    const turned = await mofn('approval combine officer3=s3 b a a');
    expect(turned.bytes.equals(written)).toBe(true);
    expect((await mofn('approval status all -r roster -m 3')).code).toBe(0);
  });

  it('lets the roster tell whose a signature is', async () => {
    const run = await mofn('approval combine s3 s1 --token t --roster roster');
    expect(run.code).toBe(0);
    expect(approversIn(run.bytes)).toEqual(['officer1 s1', 'officer3 s3']);
  });

  it('gives paths that hold from the working directory', async () => {
    mkdirSync(join(folder, 'officer2'));
    write('officer2/t', token);
    write('officer2/own', signature(2));
    write(
      'officer2/b',
      writeApproval({
        multiTokenFilePath: 't',
        tokenFilePath: '',
        approvers: [{ type: 2, name: 'officer2', file: 'own' }],
      }),
    );
    const run = await mofn('approval combine officer2/b a');
    expect(approversIn(run.bytes)).toEqual(['officer1 s1', 'officer2 officer2/own']);
    write('own', Buffer.concat([signature(2), Buffer.from('x')]));
    const clash = await mofn('approval combine officer2/b a');
    expect(approversIn(clash.bytes)).toEqual(['officer1 s1', 'officer2 own']);
    expect(clash.stderr).toMatch(/^warning: "own" is taken from the working directory/);
  });

  it('refuses what cannot go together, and writes nothing', async () => {
    write(
      'c',
      writeApproval({
        multiTokenFilePath: 'other.token',
        tokenFilePath: '',
        approvers: [{ type: 2, name: 'officer3', file: 's3' }],
      }),
    );
    write('short', 'x');
    write('bad', signature(2, other));
    write('unread', readFileSync(join(folder, 'a'), 'latin1').replace('= 1;', '= 0;'));
    const cases = [
      [3, 'approval combine a c -o out', /"c" is over another token than "a": token 9 of officer2/],
      [
        3,
        'approval combine a officer1=s2 -o out',
        /officer1 has two signatures: "s1" of "a" and "s2"/,
      ],
      [3, 'approval combine a officer2=short -o out', /"short" has 1 byte, expected 256/],
      [3, 'approval combine a officer2=bad -r roster -o out', /over another token: other\.token/],
      [
        3,
        'approval combine a bad -r roster -o out',
        /no officer's signature .* another token: other\.token/,
      ],
      [3, 'approval combine unread -o out', /reads "unread" otherwise than it is written/],
      [3, 'approval combine a gone -o out', /no such file/],
      [2, 'approval combine a s2 -o out', /not said whose signature it is/],
      [2, 'approval combine officer1=s1 -o out', /no token that they are over/],
      [2, 'approval combine a officer1=- -o out', /cannot come from standard input/],
      [3, 'approval combine a b -o a', /exists already/],
    ] as const;
    for (const [code, words, message] of cases) {
      const run = await mofn(words);
      expect(run.stderr).toMatch(message);
      expect([words, run.code, run.stdout]).toEqual([words, code, '']);
    }
    expect(() => readFileSync(join(folder, 'out'))).toThrow('ENOENT');
  });
});
