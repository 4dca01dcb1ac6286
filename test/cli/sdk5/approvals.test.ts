/** The approval commands on a token file of the newer command line. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CommandRun, runCommand } from '../../support/run-command.ts';
import { PUBLIC_KEY_TOKEN, PUBLIC_USER_TOKEN, registrationFile } from '../../support/sdk5-files.ts';
import { makeSdk5Folder, type Sdk5Folder } from '../../support/sdk5-folder.ts';

let folder: Sdk5Folder;

beforeAll(() => {
  folder = makeSdk5Folder();
});
beforeEach(() => folder.write('t.json', PUBLIC_USER_TOKEN));
afterAll(() => folder.remove());

const mofn = (line: string): Promise<CommandRun> =>
  runCommand(line.split(' '), { cwd: folder.path });

interface Approval {
  readonly username: string;
  readonly role?: string;
  readonly signature: string;
}

function approvalsIn(text: string): readonly Approval[] {
  return JSON.parse(text).signatures;
}

async function withApprovals(...names: readonly string[]): Promise<string> {
  const { stdout } = await mofn(
    `approval add t.json ${names.map((name) => `${name}=${name}.sig`).join(' ')}`,
  );
  return stdout;
}

describe('approval add and remove', () => {
  it('put approvals in, which status finds right, and take them out again', async () => {
    const added = await withApprovals('admin2', 'admin3');
    expect(approvalsIn(added)).toMatchObject([
      { username: 'admin2', role: 'admin' },
      { username: 'admin3', role: 'admin' },
    ]);
    folder.write('both.json', added);
    const status = await mofn('approval status both.json --roster roster --required 2 --json');
    expect(JSON.parse(status.stdout)).toMatchObject({ format: 'sdk5', right: 2, reached: true });
    expect(status.code).toBe(0);
    const removed = await mofn('approval remove both.json admin3 ADMIN2');
    expect(removed.stdout).toBe(PUBLIC_USER_TOKEN);
  });

  it('refuse who is there, another role, what is no signature, and no user name', async () => {
    folder.write('one.json', await withApprovals('admin2'));
    const cases = [
      ['admin2=admin3.sig', 2, '--replace'],
      ['cu:admin3=admin3.sig', 2, 'approvals of admin'],
      ['admin3=t.bin', 3, 'expected 256'],
      ['admin3=admin3.key', 3, 'private key'],
      ['a.b=admin3.sig', 2, 'no user name'],
    ] as const;
    for (const [argument, exitCode, words] of cases) {
      const run = await mofn(`approval add one.json ${argument}`);
      expect([argument, run.code, run.stdout]).toEqual([argument, exitCode, '']);
      expect(run.stderr).toContain(words);
    }
    const replaced = await mofn('approval add one.json admin2=admin3.sig --replace');
    const [approval, ...others] = approvalsIn(replaced.stdout);
    expect(others).toEqual([]);
    expect(approval?.signature).toBe(approvalsIn(await withApprovals('admin3'))[0]?.signature);
    const unknown = await mofn('approval remove one.json admin9');
    expect([unknown.code, unknown.stderr]).toMatchObject([2, /its approvers are admin2/]);
  });
});

describe('approval fmt', () => {
  it('lays a file out as generate does, and finds one that is otherwise', async () => {
    folder.write('flat.json', `\ufeff${JSON.stringify(JSON.parse(PUBLIC_KEY_TOKEN))}`);
    expect((await mofn('approval fmt flat.json')).stdout).toBe(PUBLIC_KEY_TOKEN);
    const check = await mofn('approval fmt --check flat.json t.json');
    expect([check.code, check.stdout]).toEqual([1, 'flat.json\n']);
  });
});

describe('approval show', () => {
  it('has the keys of a classic file', async () => {
    folder.write('one.json', await withApprovals('admin2'));
    const { stdout } = await mofn('approval show one.json --json');
    expect(JSON.parse(stdout)).toEqual({
      schemaVersion: 1,
      file: 'one.json',
      format: 'sdk5',
      multiTokenFilePath: '',
      tokenFilePath: '',
      numberOfApprovals: 1,
      approvers: [{ type: 2, name: 'admin2', file: 'signatures[0]' }],
      warnings: [],
      error: null,
    });
  });

  it('tells a registration from it', async () => {
    folder.write('r.json', registrationFile(Buffer.from('x')));
    const run = await mofn('approval show r.json');
    expect([run.code, run.stdout]).toMatchObject([1, /registration file/]);
  });
});

describe('approval combine', () => {
  it('makes the same file in either order, from files and from bare signatures', async () => {
    folder.write('a.json', await withApprovals('admin2'));
    folder.write('b.json', await withApprovals('admin3'));
    const both = await withApprovals('admin2', 'admin3');
    const lines = [
      'a.json b.json',
      'b.json a.json',
      'a.json admin3=admin3.sig',
      'admin3.sig admin2.sig --token t.json --roster roster',
    ];
    for (const line of lines) {
      const run = await mofn(`approval combine ${line}`);
      expect([line, run.stdout]).toEqual([line, both]);
    }
  });

  it('refuses a file over another token, and a classic file before it', async () => {
    folder.write('k.json', PUBLIC_KEY_TOKEN);
    const others = await mofn('approval combine t.json k.json');
    expect([others.code, others.stdout]).toEqual([3, '']);
    folder.write(
      'officer1.token',
      Buffer.from(JSON.parse(PUBLIC_USER_TOKEN).approval_data, 'base64'),
    );
    await mofn('approval new --token officer1.token admin2=admin2.sig -o approval.txt');
    const mixed = await mofn('approval combine approval.txt t.json');
    expect([mixed.code, mixed.stderr]).toMatchObject([3, /name it first/]);
    const newer = await mofn('approval combine t.json approval.txt admin3=admin3.sig');
    expect(newer.stdout).toBe(await withApprovals('admin2', 'admin3'));
  });
});

describe('approval new and set', () => {
  it('say that the token file is the approval file', async () => {
    for (const line of ['new --token t.json admin2=admin2.sig', 'set t.json admin2=admin2.sig']) {
      const run = await mofn(`approval ${line}`);
      expect([line, run.code, run.stdout]).toEqual([line, 3, '']);
      expect(run.stderr).toContain('mofn approval add t.json NAME=SIGFILE --write');
    }
  });
});

describe('approval status', () => {
  it('reaches nothing where nobody says M, which the file does not have', async () => {
    folder.write('both.json', await withApprovals('admin2', 'admin3'));
    const { code, stdout } = await mofn('approval status both.json --roster roster');
    expect([code, stdout]).toMatchObject([1, /2 of 2 \(the least that a quorum asks.*not known/s]);
    const { stdout: json } = await mofn('approval status both.json --roster roster --json');
    expect(JSON.parse(json)).toMatchObject({ requiredFrom: 'least', reached: false });
  });

  it('warns of a token that is older than its validity, which changes nothing else', async () => {
    const made = 1_676_080_862_000;
    const added = await withApprovals('admin2', 'admin3');
    for (const [file, code] of [
      [added, 0],
      [PUBLIC_USER_TOKEN, 1],
    ] as const) {
      folder.write('aged.json', file);
      const at = (seconds: number) =>
        runCommand('approval status aged.json --roster roster --required 2 --json'.split(' '), {
          cwd: folder.path,
          now: made + seconds * 1000,
        });
      const [young, old] = [await at(599), await at(600)];
      expect([young.code, old.code]).toEqual([code, code]);
      const { warnings, next, token, ...rest } = JSON.parse(old.stdout);
      expect(warnings).toContainEqual({
        code: 'expired-token',
        message:
          'the token was made 10 minutes ago and is valid for 10 minutes; only the HSM knows its clock, and whether it still takes it',
      });
      expect(JSON.parse(young.stdout)).toMatchObject(rest);
      expect(young.stdout).not.toContain('expired-token');
      const signed = await runCommand(
        'sign aged.json --key admin3.key --as admin4 --quiet'.split(' '),
        { cwd: folder.path, now: made + 3_600_000 },
      );
      expect(signed.code).toBe(0);
    }
  });

  it('takes no file with a stray line before it for a classic one', async () => {
    folder.write('stray.json', `$ cat t.json\n${PUBLIC_USER_TOKEN}`);
    for (const line of ['add stray.json admin2=admin2.sig', 'fmt stray.json', 'lint stray.json']) {
      const run = await mofn(`approval ${line}`);
      expect([line, run.code === 0]).toEqual([line, false]);
      expect(`${run.stdout}${run.stderr}`).toContain('expected JSON');
    }
    const status = await mofn('approval status stray.json --roster roster --required 2');
    expect([status.code, status.stdout]).toMatchObject([1, /no sound token file/]);
  });

  it('says who is missing, and what to type; that removes the cause', async () => {
    const first = await mofn('approval status t.json --roster roster --required 2');
    expect([first.code, first.stdout]).toMatchObject([
      1,
      /mofn sign t\.json --key admin2\.key --as admin2 --write/,
    ]);
    folder.write('both.json', await withApprovals('admin2', 'admin3'));
    const reached = await mofn('approval status both.json --roster roster --required 2');
    expect([reached.code, reached.stdout]).toMatchObject([0, /--approval both\.json/]);
  });

  it.each([
    ['line ends', (text: string) => text.replace(/(.{76})/g, '$1\n')],
    ['base64 twice', (text: string) => Buffer.from(text).toString('base64')],
    ['the URL alphabet', (text: string) => Buffer.from(text, 'base64').toString('base64url')],
    ['hex', (text: string) => Buffer.from(text, 'base64').toString('hex')],
  ])('tells how a signature with %s is mended', async (_, change) => {
    const file = JSON.parse(await withApprovals('admin2', 'admin3'));
    file.signatures[0].signature = change(file.signatures[0].signature);
    folder.write('bad.json', `${JSON.stringify(file, null, 2)}\n`);
    const wrong = await mofn('approval status bad.json --roster roster --required 2');
    expect([wrong.code, wrong.stdout]).toMatchObject([
      1,
      /mofn approval lint --fix --write bad\.json/,
    ]);
  });
});
