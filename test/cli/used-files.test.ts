/**
 * No result takes the place of what made it: each command that writes, each file that it uses, by each kind
 * of name that the file may have.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeOfficerFolder } from '../support/officer-folder.ts';
import { runCommand } from '../support/run-command.ts';

/** Of each command, with OUT for its result, the files that it uses. */
const USES: readonly (readonly [string, readonly string[]])[] = [
  [
    'sign officer1.token --key officer1.key --passin file:pass -o OUT --force',
    ['officer1.token', 'officer1.key', 'pass'],
  ],
  ['sign officer1.token --key officer1.key --json -o OUT --force', ['officer1.key']],
  [
    'sign officer1.json --key officer1.key --as officer1 -o OUT --force',
    ['officer1.json', 'officer1.key'],
  ],
  [
    'sign officer1.token --signer pkcs11:token=t?module-path=/nowhere&pin-source=pass -o OUT --force',
    ['officer1.token', 'pass'],
  ],
  ['key public officer1.key --passin file:pass -o OUT --force', ['officer1.key', 'pass']],
  [
    'key convert officer1.key --passin file:pass --passout file:pass2 -o OUT --force',
    ['officer1.key', 'pass', 'pass2'],
  ],
  ['key new -o new.key --public OUT --passout file:pass --force', ['pass']],
  ['key new -o OUT --passout file:pass --force', ['pass']],
  [
    'approval new --token officer1.token --approver officer1=officer1.token.sig1 -o OUT --force',
    ['officer1.token', 'officer1.token.sig1'],
  ],
  [
    'approval combine approval.txt officer2=officer1.token.sig2 --roster roster -o OUT --force',
    [
      'approval.txt',
      'officer1.token',
      'officer1.token.sig1',
      'officer1.token.sig2',
      'roster/officer1.pub',
      'roster/officer3.pub',
    ],
  ],
  [
    'approval convert approval.txt --to sdk5 -o OUT --force',
    ['approval.txt', 'officer1.token', 'officer1.token.sig1', 'officer1.token.sig2'],
  ],
  [
    'hsm dump --hsm cluster -o OUT --force',
    ['cluster/cluster.json', 'cluster/cloudhsm_mgmt_util.cfg'],
  ],
  [
    'dgst -sha256 -sign officer1.key -passin file:pass -out OUT officer1.token',
    ['officer1.key', 'pass', 'officer1.token'],
  ],
  [
    'dgst -sha256 -verify officer1.pub -signature officer1.token.sig1 -out OUT officer1.token',
    ['officer1.pub', 'officer1.token.sig1', 'officer1.token'],
  ],
];

const NAMES: readonly (readonly [string, (used: string, name: string) => string])[] = [
  ['its path', (used) => used],
  ['another path', (used) => `./roster/../${used}`],
  [
    'a link',
    (used, name) => {
      fs.symlinkSync(at(used), at(name));
      return name;
    },
  ],
  [
    'a hard link',
    (used, name) => {
      fs.linkSync(at(used), at(name));
      return name;
    },
  ],
];

let folder: string;
beforeAll(async () => {
  folder = makeOfficerFolder();
  for (const name of ['pass', 'pass2']) fs.writeFileSync(at(name), 'a pass phrase\n');
  await runCommand('hsm init cluster --quiet'.split(' '), { cwd: folder });
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
beforeEach(() => fs.rmSync(at('other'), { force: true }));

const at = (name: string): string => join(folder, name);
const namesIn = (): readonly string[] =>
  fs.readdirSync(folder, { recursive: true }).map(String).sort();

describe.each(USES)('mofn %s', (line, files) => {
  it.each(files.flatMap((used) => NAMES.map(([kind, name]) => [used, kind, name] as const)))(
    'does not write over %s, named by %s',
    async (used, _kind, name) => {
      const out = name(used, 'other');
      const before = fs.readFileSync(at(used));
      const names = namesIn();
      const words = line.split(' ').map((word) => (word === 'OUT' ? out : word));
      const { code, stdout, stderr } = await runCommand(words, { cwd: folder });
      expect({ code, stdout }).toEqual({ code: words[0] === 'dgst' ? 1 : 2, stdout: '' });
      expect(stderr).toContain('which would be lost');
      expect(fs.readFileSync(at(used)).equals(before)).toBe(true);
      expect(namesIn()).toEqual(names);
    },
  );
});

describe('two results of one command', () => {
  it.each([
    ['new.key', 'new.key'],
    ['new.key', './new.key'],
    ['new.key', 'roster/../new.key'],
  ])('%s and %s are not one file', async (key, publicKey) => {
    const line = `key new -o ${key} --public ${publicKey} --no-passphrase --force`;
    const { code, stderr } = await runCommand(line.split(' '), { cwd: folder });
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: /file/ });
    expect(fs.existsSync(at('new.key'))).toBe(false);
  });

  it('are not where a link leads both', async () => {
    fs.writeFileSync(at('old.key'), 'old');
    fs.symlinkSync('old.key', at('other'));
    const line = 'key new -o old.key --public other --no-passphrase --force';
    const { code, stderr } = await runCommand(line.split(' '), { cwd: folder });
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'error: the key "old.key" and the public key "other" would be the same file\n' +
        'hint: give each a name of its own\n',
    });
    expect(fs.readFileSync(at('old.key'), 'utf8')).toBe('old');
  });
});

describe('other ways to lose a file', () => {
  it('standard input is a file where a shell makes it one', async () => {
    const line = `sign - --key officer1.key -o officer1.token --force`;
    const descriptor = fs.openSync(at('officer1.token'), 'r');
    const { code } = await runCommand(line.split(' '), { cwd: folder, descriptor });
    fs.closeSync(descriptor);
    expect(code).toBe(2);
  });

  it('a pipe is not replaced, though it has a name', () => {
    const mofn = `${process.execPath} ${resolve('bin/mofn')}`;
    const line = `${mofn} sign officer1.token --key officer1.key -q -o /dev/stdout --force 2>&1 | cat`;
    expect(execFileSync('sh', ['-c', line], { cwd: folder, encoding: 'utf8' })).toContain(
      'cannot write the signature "/dev/stdout": it is a FIFO',
    );
  });

  it('a dump is put nowhere in its cluster where something is', async () => {
    const [state] = fs.readdirSync(at('cluster/server-0')).filter((name) => name.endsWith('.json'));
    const line = `hsm dump --hsm cluster -o cluster/server-0/${state} --force`;
    expect(await runCommand(line.split(' '), { cwd: folder })).toMatchObject({
      code: 2,
      stderr: /would take the place of a file of the cluster itself/,
    });
  });

  it('what registers a key does not take the place of the key', async () => {
    fs.copyFileSync(at('officer1.key'), at('roster/officer1.pub'));
    const line = 'key register-token officer1 --key roster/officer1.pub --out-dir roster --force';
    const { code } = await runCommand(line.split(' '), { cwd: folder });
    expect(code).toBe(2);
    expect(
      fs.readFileSync(at('roster/officer1.pub')).equals(fs.readFileSync(at('officer1.key'))),
    ).toBe(true);
  });
});

describe('what is there may be replaced, and nothing that comes later', () => {
  it.each([
    ['another file', () => fs.writeFileSync(at('other'), 'theirs')],
    ['a link', () => fs.symlinkSync('pass', at('other'))],
  ])('a signature does not go where there is %s only now', async (_name, make) => {
    const stdin = async function* (): AsyncGenerator<Uint8Array> {
      // The places have been found by then.
      make();
      yield fs.readFileSync(at('officer1.token'));
    };
    const line = 'sign - --key officer1.key -q -o other --force';
    expect(await runCommand(line.split(' '), { cwd: folder, stdin })).toMatchObject({
      code: 3,
      stderr: /was changed meanwhile by somebody else; nothing was written/,
    });
    expect(fs.readFileSync(at('other'), 'utf8')).not.toHaveLength(256);
  });
});
