import { execFileSync } from 'node:child_process';
import { createHash, createPrivateKey, sign } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { takeKey } from '../support/keys.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { requireProgram } from '../support/requirements.ts';
import { type CommandRun, type RunOptions, runCommand } from '../support/run-command.ts';

const TERMINALS = { stdin: true, stderr: true };
/** 94 seconds after the token was made. */
const NOW = (1_700_000_000 + 94) * 1000;

const work = useOfficerFolder();
const { path, read } = work;

function run(words: string, options: RunOptions = {}): Promise<CommandRun> {
  return runCommand(words.split(' '), { cwd: work.folder, now: NOW, ...options });
}

function expectedSignature(file: string, key = 'officer1.key'): Buffer {
  return sign('sha256', read(file), createPrivateKey(read(key)));
}

describe('mofn sign', () => {
  it('writes the signature, and nothing else into the folder', async () => {
    const before = readdirSync(work.folder);
    const { code, stdout } = await run('sign officer1.token --key officer1.key -o sig');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(read('sig')).toEqual(expectedSignature('officer1.token'));
    expect(readdirSync(work.folder).toSorted()).toEqual([...before, 'sig'].toSorted());
  });

  const openssl = requireProgram('openssl');
  it.skipIf(!openssl.has)(`gives the bytes of openssl dgst ${openssl.label}`, async () => {
    const args = ['-aes256', '-passout', 'pass:a b c', '-out', 'encrypted.key'];
    execFileSync('openssl', ['pkey', '-in', 'officer1.key', ...args], { cwd: work.folder });
    const signed = execFileSync(
      'openssl',
      ['dgst', '-sha256', '-sign', 'encrypted.key', '-passin', 'pass:a b c', 'officer1.token'],
      { cwd: work.folder },
    );
    const { bytes } = await run('sign officer1.token --key encrypted.key --passin env:PASS', {
      env: { PASS: 'a b c' },
    });
    expect(bytes).toEqual(signed);
  });

  it('shows what is being signed', async () => {
    const digest = createHash('sha256').update(read('officer1.token')).digest('hex');
    const { stderr } = await run('sign officer1.token --key officer1.key -o sig');
    expect(stderr).toBe(
      [
        'officer1.token: quorum token of officer1',
        '  service: 3 (USER_MGMT): allows any one createUser, deleteUser or changePswd of another user',
        '  nodes:   1 (id 1), 0 (id 1)',
        '  made:    1 minute 34 seconds ago',
        `  SHA-256: ${digest}`,
        'wrote the signature "sig"',
        '',
      ].join('\n'),
    );
    const token = read('officer1.token');
    writeFileSync(path('twice.token'), Buffer.concat([token, token]));
    const twice = await run('sign twice.token --key officer1.key -o twice.sig');
    expect(twice.stderr).toContain('  careful: it has several records of one node');
    writeFileSync(path('note'), 'hello');
    const other = await run('sign note --key officer1.key -o note.sig');
    expect(other.stderr).toContain('note: no quorum token, 5 bytes\n');
    expect(other.stderr).toContain(createHash('sha256').update('hello').digest('hex'));
  });

  it('says which files it wrote, unless it is to be quiet or wrote none', async () => {
    const words = 'sign officer1.token --key officer1.key';
    expect((await run(`${words} -o a.sig`)).stderr).toContain('\nwrote the signature "a.sig"\n');
    expect((await run(`${words} -o a.sig -f -q`)).stderr).toBe('');
    expect((await run(`${words} -o -`)).stderr).not.toContain('wrote');
    expect((await run(`${words} --json`)).stderr).not.toContain('wrote');
  });

  it('is careful with an empty file', async () => {
    writeFileSync(path('empty'), '');
    const { code, stderr } = await run('sign empty --key officer1.key -o sig');
    expect(code).toBe(0);
    expect(stderr).toContain('careful: it is empty');
  });

  it('says that a token comes from the future', async () => {
    const { stderr } = await run('sign officer1.token --key officer1.key -o sig', {
      now: 1_699_999_940_000,
    });
    expect(stderr).toContain('made:    1 minute in the future');
  });

  describe('with somebody at the terminal', () => {
    it.each([
      ['y\n', 0],
      ['what?\nyes\n', 0],
      ['n\n', 1],
      ['', 1],
    ])('asks, and takes %j', async (stdin, code) => {
      const asked = await run('sign officer1.token --key officer1.key -o sig', {
        stdin,
        terminals: TERMINALS,
      });
      expect(asked.code).toBe(code);
      expect(asked.stderr).toContain('Sign it? (y/n) ');
      expect(existsSync(path('sig'))).toBe(code === 0);
    });

    it('does not ask with --yes, nor of a pipe', async () => {
      for (const words of ['--yes -o sig', '-o -']) {
        const { code, stderr } = await run(`sign officer1.token --key officer1.key ${words}`, {
          terminals: TERMINALS,
        });
        expect(code).toBe(0);
        expect(stderr).not.toContain('(y/n)');
      }
    });

    it('does not write bytes to it', async () => {
      const { code, bytes, stderr } = await run('sign officer1.token --key officer1.key', {
        terminals: { stdout: true },
      });
      expect({ code, length: bytes.length }).toEqual({ code: 2, length: 0 });
      expect(stderr).toContain('not written to a terminal');
    });
  });

  it('never replaces a file without --force', async () => {
    writeFileSync(path('sig'), 'precious');
    const { code, stderr } = await run('sign officer1.token --key officer1.key -o sig');
    expect(code).toBe(3);
    expect(stderr).toContain('"sig" exists already');
    expect(read('sig').toString()).toBe('precious');
    expect((await run('sign officer1.token --key officer1.key -o sig --force')).code).toBe(0);
    expect(read('sig')).toEqual(expectedSignature('officer1.token'));
  });

  it.each(['', ' --key officer1.key --signer ssh-agent'])(
    'shows and asks nothing where there is not one key (%s)',
    async (keys) => {
      const answer = await run(`sign officer1.token -o sig${keys}`, {
        terminals: TERMINALS,
        env: { NO_COLOR: '1' },
      });
      expect(answer).toMatchObject({ code: 2, stdout: '' });
      expect(answer.stderr).toMatch(/^error: name one key.*\nhint: .*\n(?: {2}.*\n)?$/);
    },
  );

  it('signs only what has the expected digest', async () => {
    const digest = createHash('sha256').update(read('officer1.token')).digest('hex').toUpperCase();
    const words = 'sign officer1.token --key officer1.key -o sig --expect-digest';
    const other = `${digest[0] === '0' ? '1' : '0'}${digest.slice(1)}`;
    const wrong = await run(`${words} ${other}`);
    expect(wrong.code).toBe(3);
    expect(wrong.stderr).toContain(`expected ${other.toLowerCase()}`);
    expect((await run(`${words} ${digest.slice(1)}`)).code).toBe(2);
    expect(existsSync(path('sig'))).toBe(false);
    expect((await run(`${words} ${digest}`)).code).toBe(0);
  });

  it('reads the token from standard input', async () => {
    const stdin = read('officer1.token');
    const { bytes } = await run('sign - --key officer1.key', { stdin });
    expect(bytes).toEqual(expectedSignature('officer1.token'));
    expect((await run('sign - --key -', { stdin })).code).toBe(2);
    const stdinTwice = await run('sign - --key officer1.key --passin stdin', { stdin });
    expect(stdinTwice.code).toBe(0);
  });

  it('answers as JSON', async () => {
    const { code, stdout } = await run('sign officer1.token --key officer1.key -o sig --json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      file: 'officer1.token',
      bytes: 160,
      signature: 'sig',
      signatureBase64: read('sig').toString('base64'),
      token: { user: 'officer1', service: 3, nodes: [1, 0], created: '2023-11-14T22:13:20Z' },
    });
  });

  describe('keys and mistakes', () => {
    it('warns of a key that others can read, and of a pass phrase in the command line', async () => {
      writeEncryptedKey('right');
      const words = 'sign officer1.token --key encrypted.key --passin pass:right';
      expect((await run(words)).stderr).not.toContain('read by others');
      chmodSync(path('encrypted.key'), 0o640);
      const { code, stderr } = await run(words);
      expect(code).toBe(0);
      expect(stderr).toContain('"encrypted.key" can be read by others');
      expect(stderr).toContain('warning: a pass phrase in the command line');
      expect((await run(`${words} -q`)).stderr).toBe('');
    });

    it('warns where a token is signed with a key that no HSM takes', async () => {
      writeFileSync(path('long.key'), takeKey('large', { bits: 3072 }).privatePem, { mode: 0o600 });
      const { code, stderr } = await run('sign officer1.token --key long.key');
      expect(code).toBe(0);
      expect(stderr).toContain('the key has 3072 bits');
    });

    function writeEncryptedKey(passphrase: string): void {
      const pem = createPrivateKey(read('officer1.key')).export({
        type: 'pkcs8',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase,
      });
      writeFileSync(path('encrypted.key'), pem, { mode: 0o600 });
    }
  });

  describe('many files', () => {
    const COUNT = 40;
    const names = Array.from({ length: COUNT }, (_, at) => `t${at}.token`);

    beforeEach(() => {
      mkdirSync(path('signed'));
      names.forEach((name, at) => {
        writeFileSync(path(name), `token ${at}`);
      });
    });

    it('signs all', async () => {
      const { code, stderr } = await run(
        `sign ${names.join(' ')} -k officer1.key --out-dir signed`,
      );
      expect(code).toBe(0);
      expect(stderr).toContain(`${COUNT} signed into "signed"\n`);
      for (const name of names) {
        expect(read(`signed/${name}.sig`)).toEqual(expectedSignature(name));
      }
      expect(readdirSync(path('signed'))).toHaveLength(COUNT);
    });

    it('goes on after a failure, and tells at the end', async () => {
      rmSync(path('t7.token'));
      const words = `sign ${names.join(' ')} -k officer1.key --out-dir signed --json -q`;
      const { code, stdout, stderr } = await run(words);
      expect(code).toBe(1);
      const answer = JSON.parse(stdout);
      expect(answer.signed.map(({ file }: { file: string }) => file)).toEqual(
        names.filter((name) => name !== 't7.token'),
      );
      expect(answer.failed).toEqual([
        { file: 't7.token', error: expect.stringContaining('no such file') },
      ]);
      expect(stderr.match(/^error: /gm)).toHaveLength(1);
      expect(readdirSync(path('signed'))).toHaveLength(COUNT - 1);
    });

    it('asks once, after all have been shown', async () => {
      const words = 'sign t0.token t1.token -k officer1.key --out-dir signed';
      const { code, stderr } = await run(words, { stdin: 'n\n', terminals: TERMINALS });
      expect(code).toBe(1);
      expect(stderr).toMatch(/^t0\.token: .*\nt1\.token: .*\nSign these 2 files\? \(y\/n\) /);
      expect(readdirSync(path('signed'))).toEqual([]);
    });

    it('goes on after a file that it cannot show, and asks for the others', async () => {
      const words = 'sign t0.token none.token -k officer1.key --out-dir signed';
      const { code, stderr } = await run(words, { stdin: 'y\n', terminals: TERMINALS });
      expect(code).toBe(1);
      expect(stderr).toContain('Sign these 1 file? (y/n) ');
      expect(stderr.match(/"none.token": no such file/g)).toHaveLength(2);
      expect(stderr).toContain('1 signed into "signed", 1 failed\n');
      expect(readdirSync(path('signed'))).toEqual(['t0.token.sig']);
    });

    it('signs nothing that has changed since it was shown', async () => {
      const answer = async function* () {
        writeFileSync(path('t1.token'), 'another token');
        yield Buffer.from('y\n');
      };
      const words = 'sign t0.token t1.token -k officer1.key --out-dir signed';
      const { code, stderr } = await run(words, { stdin: answer, terminals: TERMINALS });
      expect(code).toBe(1);
      expect(stderr).toContain('"t1.token" is not what was shown');
      expect(readdirSync(path('signed'))).toEqual(['t0.token.sig']);
    });

    it('offers another folder where a signature is there already', async () => {
      await run('sign t0.token -k officer1.key --out-dir signed');
      const { code, stderr } = await run('sign t0.token t1.token -k officer1.key --out-dir signed');
      expect(code).toBe(3);
      expect(stderr).toContain('error: "signed/t0.token.sig" exists already\n');
      expect(stderr).toContain('hint: choose another folder, as signed-2; --force ');
      expect(readdirSync(path('signed'))).toEqual(['t0.token.sig']);
    });

    it.each([
      ['cut', (token: Buffer) => token.subarray(0, 100), 'it begins as a quorum token'],
      [
        'mark',
        (token: Buffer) => Buffer.concat([Buffer.from('\ufeff'), token]),
        'it is a quorum token with a byte order mark before it',
      ],
      [
        'base64',
        (token: Buffer) => Buffer.from(token.toString('base64')),
        'it is a quorum token in base64',
      ],
    ])('says of a token that was spoilt what it is: %s', async (_how, spoil, caution) => {
      writeFileSync(path('t0.token'), spoil(read('officer1.token')));
      for (const more of ['', ' t1.token']) {
        const { stderr } = await run(
          `sign t0.token${more} -k officer1.key --out-dir signed --force`,
        );
        expect(stderr).toContain(`careful: ${caution}`);
      }
      const shown = await run('token show t0.token');
      expect([shown.code, shown.stderr]).toEqual([3, expect.stringContaining(`hint: ${caution}`)]);
    });

    it('tells at once that the folder is missing', async () => {
      const { code, stderr } = await run('sign t0.token t1.token -k none.key --out-dir nowhere');
      expect(code).toBe(3);
      expect(stderr).toContain('error: there is no folder "nowhere"\n');
      const file = await run('sign t0.token -k none.key --out-dir t1.token');
      expect(file.stderr).toContain('error: "t1.token" is no folder\n');
    });

    it('refuses two signatures of one name', async () => {
      mkdirSync(path('other'));
      writeFileSync(path('other/t0.token'), 'another');
      const words = 'sign t0.token other/t0.token -k officer1.key --out-dir signed';
      const { code, stderr } = await run(words);
      expect(code).toBe(2);
      expect(stderr).toContain('would both be "signed/t0.token.sig"');
    });
  });

  it('leaves the mode of a signature to the umask', async () => {
    await run('sign officer1.token --key officer1.key -o sig');
    expect(statSync(path('sig')).mode & 0o777).toBe(0o666 & ~process.umask());
  });
});
