import { execFileSync, spawn } from 'node:child_process';
import { createPublicKey, verify } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeToken } from '../ceremony/ceremony.ts';
import { takeKey } from '../support/keys.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { requireProgram } from '../support/requirements.ts';
import { type CommandRun, type RunOptions, runCommand } from '../support/run-command.ts';
import {
  authDataFile,
  mfaFile,
  PUBLIC_KEY_TOKEN,
  PUBLIC_USER_TOKEN,
  registrationFile,
  sha256,
} from '../support/sdk5-files.ts';

const work = useOfficerFolder();
const { path, read } = work;
/** 94 seconds after the token of the guide was made. */
const NOW = (0x63e6_f6de + 94) * 1000;
const DIGEST = Buffer.from(JSON.parse(PUBLIC_USER_TOKEN).token, 'base64');
const RECORDS = Buffer.from(JSON.parse(PUBLIC_USER_TOKEN).approval_data, 'base64');

beforeEach(() => {
  writeFileSync(path('t.json'), PUBLIC_USER_TOKEN);
  writeFileSync(path('key.json'), PUBLIC_KEY_TOKEN);
});

function run(words: string, options: RunOptions = {}): Promise<CommandRun> {
  return runCommand(words.split(' '), { cwd: work.folder, now: NOW, ...options });
}

function withApproval(username: string, role: string, signature: string): string {
  const lines = [`"username": "${username}"`, `"role": "${role}"`, `"signature": "${signature}"`];
  return `[\n    {\n      ${lines.join(',\n      ')}\n    }\n  ]`;
}

/** @returns base64 */
function signatureIn(text: string): string {
  return JSON.parse(text).signatures.at(-1).signature;
}

const openssl = requireProgram('openssl');

describe('mofn sign of a token file of the newer command line', () => {
  it('prints the file with the approval in it, and no other byte changed', async () => {
    const { code, stdout, stderr } = await run('sign t.json --key officer1.key --as admin2');
    expect(code).toBe(0);
    const signature = signatureIn(stdout);
    expect(stdout).toBe(
      PUBLIC_USER_TOKEN.replace('[]', withApproval('admin2', 'admin', signature)),
    );
    expect(read('t.json').toString()).toBe(PUBLIC_USER_TOKEN);
    expect(stderr).toBe(
      [
        't.json: quorum token of admin',
        '  service: 3 (USER_MGMT): allows any one user create, user delete or user change-password of another user',
        '  nodes:   24 (id 1), 21 (id 1), 20 (id 1)',
        '  made:    1 minute 34 seconds ago',
        `  SHA-256: ${DIGEST.toString('hex')}`,
        '  signed:  by nobody yet',
        '  now:     by admin2, as admin',
        '',
      ].join('\n'),
    );
  });

  it.skipIf(!openssl.has)(`signs what openssl does ${openssl.label}`, async () => {
    const run1 = await run('sign t.json --key officer1.key --as admin2');
    writeFileSync(path('sig'), Buffer.from(signatureIn(run1.stdout), 'base64'));
    writeFileSync(path('data'), RECORDS);
    writeFileSync(path('digest'), DIGEST);
    const ask = (...words: string[]): string =>
      execFileSync('openssl', words, { cwd: work.folder, encoding: 'utf8' });
    const pkeyutl = ['pkeyutl', '-in', 'digest', '-pkeyopt', 'digest:sha256'];
    expect(ask('dgst', '-sha256', '-verify', 'officer1.pub', '-signature', 'sig', 'data')).toBe(
      'Verified OK\n',
    );
    const verified = [...pkeyutl, '-verify', '-pubin', '-inkey', 'officer1.pub', '-sigfile', 'sig'];
    expect(ask(...verified)).toContain('Verified Successfully');
    ask(...pkeyutl, '-sign', '-inkey', 'officer1.key', '-out', 'other');
    expect(read('other')).toEqual(read('sig'));
    const detached = await run('sign t.json --key officer1.key --detached');
    expect(detached.bytes).toEqual(read('sig'));
  });

  it('has all officers’ approvals, each put in by --write', async () => {
    for (const [at, name] of ['admin2', 'Admin3', 'admin4'].entries()) {
      const { code, stdout, stderr } = await run(
        `sign t.json --key officer${at + 1}.key --as ${name} --write`,
      );
      expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
      expect(stderr).toContain('wrote the signed file "t.json"\n');
    }
    const { signatures } = JSON.parse(read('t.json').toString());
    const rights = signatures.map(
      ({ username, signature }: { username: string; signature: string }, at: number) => [
        username,
        verify(
          'sha256',
          RECORDS,
          createPublicKey(read(`officer${at + 1}.pub`)),
          Buffer.from(signature, 'base64'),
        ),
      ],
    );
    expect(rights).toEqual([
      ['admin2', true],
      ['Admin3', true],
      ['admin4', true],
    ]);
    const lines = await run('sign t.json --key officer1.key --as admin5');
    expect(lines.stderr).toContain('  signed:  by admin2, Admin3, admin4 (not checked)\n');
  });

  it('knows the role by the service, and shows the key', async () => {
    const { stdout, stderr } = await run('sign key.json --key officer1.key --as crypto_user1');
    expect(JSON.parse(stdout).signatures[0].role).toBe('crypto-user');
    expect(stderr).toContain('  key:     0x0000000000680006\n');
    const other = await run('sign key.json --key officer1.key --as crypto_user1 --role admin');
    expect(JSON.parse(other.stdout).signatures[0].role).toBe('admin');
    expect(other.stderr).toContain('warning: the service takes no approvals of the role admin');
  });

  it('writes no role where no approval of the file has one', async () => {
    const first = '[{ "username": "admin3", "signature": "AAAA" }]';
    writeFileSync(path('t.json'), PUBLIC_USER_TOKEN.replace('[]', first));
    const words = 'sign t.json --key officer1.key --as admin2';
    const roleIn = async (line: string): Promise<string | undefined> =>
      JSON.parse((await run(line)).stdout).signatures[1].role;
    expect(await roleIn(words)).toBeUndefined();
    expect(await roleIn(`${words} --role admin`)).toBe('admin');
  });

  it('tells a token’s age, and signs it all the same', async () => {
    const late = await run('sign t.json --key officer1.key --as admin2', { now: NOW + 3_600_000 });
    expect(late.code).toBe(0);
    expect(late.stderr).toContain('  careful: the token was made 1 hour 1 minute ago');
  });

  it('refuses a second approval of one user, which --force puts in the place of the first', async () => {
    await run('sign t.json --key officer2.key --as admin2 --write');
    await run('sign t.json --key officer3.key --as admin3 --write');
    const before = read('t.json').toString();
    const again = await run('sign t.json --key officer1.key --as ADMIN2 --write');
    expect([again.code, again.stdout, read('t.json').toString()]).toEqual([3, '', before]);
    expect(again.stderr).toContain(
      'error: "t.json" is not signed: it has an approval of ADMIN2 already\nhint: "mofn verify" tells whether it is right; where it is yours and wrong, --force puts another in its place\n',
    );
    const forced = await run('sign t.json --key officer1.key --as ADMIN2 --force');
    expect(forced.code).toBe(0);
    const [old, other] = JSON.parse(before).signatures;
    const [now, same] = JSON.parse(forced.stdout).signatures;
    expect(same).toEqual(other);
    expect(forced.stdout).toBe(before.replace(old.signature, now.signature));
    const key = createPublicKey(read('officer1.pub'));
    expect(verify('sha256', RECORDS, key, Buffer.from(now.signature, 'base64'))).toBe(true);
  });

  it('fills an approval that waits for its signature, and refuses where there are two of one user', async () => {
    const waiting = PUBLIC_USER_TOKEN.replace('[]', withApproval('admin2', 'admin', ''));
    writeFileSync(path('t.json'), waiting);
    const { stdout } = await run('sign t.json --key officer1.key --as admin2');
    const { signature } = JSON.parse(stdout).signatures[0];
    expect(stdout).toBe(waiting.replace('"signature": ""', `"signature": "${signature}"`));
    const twice = JSON.parse(waiting);
    twice.signatures.push(twice.signatures[0]);
    writeFileSync(path('t.json'), JSON.stringify(twice));
    const refused = await run('sign t.json --key officer1.key --as admin2 --force');
    expect([refused.code, refused.stdout]).toEqual([3, '']);
    expect(refused.stderr).toContain('it has 2 approvals of admin2');
  });

  it.each([
    [
      '',
      'in which your name stands beside your signature\nhint: say who you are on the HSM: mofn sign t.json --key officer1.key --as officer1;',
    ],
    [' --as admin.2', '"admin.2" is no user name'],
  ])('makes no sense with%s', async (options, message) => {
    const { code, stdout, stderr } = await run(`sign t.json --key officer1.key${options}`);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it.each(['--as admin2', '--role admin', '--write'])(
    'is what %s is for, and no classic token',
    async (option) => {
      const words = `sign officer1.token --key officer1.key ${option}`;
      const { code, stdout, stderr } = await run(words);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain('"officer1.token" is no JSON file of the newer command line');
    },
  );

  it('is read from standard input, and written to a file', async () => {
    const { code } = await run('sign - --key officer1.key --as admin2 -o signed.json', {
      stdin: PUBLIC_USER_TOKEN,
    });
    expect(code).toBe(0);
    const { stdout } = await run('sign t.json --key officer1.key --as admin2 -q');
    expect(read('signed.json').toString()).toBe(stdout);
    const again = await run('sign t.json --key officer1.key --as admin2 -o signed.json');
    expect([again.code, again.stdout]).toEqual([3, '']);
    const unnamed = await run('sign - --key officer1.key --as admin2 --out-dir .', {
      stdin: PUBLIC_USER_TOKEN,
    });
    expect([unnamed.code, unnamed.stdout]).toEqual([2, '']);
    expect(unnamed.stderr).toContain('name the result with --out');
  });

  it('is printed on a terminal; a detached signature is not', async () => {
    const terminals = { stdout: true };
    const words = 'sign t.json --key officer1.key';
    expect((await run(`${words} --as admin2`, { terminals })).code).toBe(0);
    expect((await run(`${words} --detached`, { terminals })).code).toBe(2);
    const piped = { terminals, stdin: PUBLIC_USER_TOKEN };
    expect((await run('sign - --key officer1.key --detached', piped)).code).toBe(2);
  });

  it('asks before it writes, and writes nothing after a no', async () => {
    const terminals = { stdin: true, stderr: true };
    const words = 'sign t.json --key officer1.key --as admin2 --write';
    const no = await run(words, { terminals, stdin: 'n\n' });
    expect([no.code, read('t.json').toString()]).toEqual([1, PUBLIC_USER_TOKEN]);
    expect(no.stderr).toContain('Sign it? (y/n) not signed');
    expect((await run(words, { terminals, stdin: 'y\n' })).code).toBe(0);
    expect(JSON.parse(read('t.json').toString()).signatures).toHaveLength(1);
  });

  it('has the digest of approval_data for --expect-digest', async () => {
    const words = 'sign t.json --key officer1.key --as admin2 --expect-digest';
    expect((await run(`${words} ${DIGEST.toString('hex')}`)).code).toBe(0);
    const file = sha256(Buffer.from(PUBLIC_USER_TOKEN)).toString('hex');
    const other = await run(`${words} ${file}`);
    expect([other.code, other.stdout]).toEqual([3, '']);
  });

  it('answers as JSON', async () => {
    const { stdout } = await run('sign t.json --key officer1.key --as admin2 --write --json');
    expect(JSON.parse(stdout)).toMatchObject({
      format: 'sdk5',
      kind: 'quorum',
      file: 't.json',
      bytes: PUBLIC_USER_TOKEN.length,
      sha256: DIGEST.toString('hex'),
      signature: 't.json',
      signatureBase64: signatureIn(read('t.json').toString()),
      approver: { name: 'admin2', role: 'admin' },
      token: { user: 'admin', service: 3, nodes: [24, 21, 20] },
    });
    const classic = await run('sign officer1.token --key officer1.key --json');
    expect(JSON.parse(classic.stdout).format).toBe('classic');
  });

  it('is signed with records of several only with --mixed', async () => {
    const records = Buffer.concat([
      makeToken({ user: 'officer1', service: 3 }),
      makeToken({ user: 'officer3', service: 4 }),
    ]);
    const file = JSON.parse(PUBLIC_USER_TOKEN);
    const mixed = {
      ...file,
      approval_data: records.toString('base64'),
      token: sha256(records).toString('base64'),
    };
    writeFileSync(path('mixed.json'), JSON.stringify(mixed));
    const words = 'sign mixed.json --key officer1.key --as admin2';
    const refused = await run(words);
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('its records are of several users: officer1, officer3');
    expect((await run(`${words} --mixed`)).code).toBe(0);
  });

  it('keeps its bytes, whatever its layout is', async () => {
    const odd = `\ufeff${PUBLIC_USER_TOKEN.replaceAll('\n', '\r\n').replace(
      '"signatures"',
      '"comment": "k\u00e4pt \\u0041",\r\n  "signatures"',
    )}\r\n`;
    writeFileSync(path('t.json'), odd);
    const { bytes } = await run('sign t.json --key officer1.key --as admin2');
    const signature = signatureIn(bytes.toString().replace('\ufeff', ''));
    const added = withApproval('admin2', 'admin', signature).replaceAll('\n', '\r\n');
    expect(bytes.toString()).toBe(odd.replace('[]', added));
  });
});

describe('a file that changes while somebody is asked', () => {
  const words = 'sign t.json --key officer1.key --as admin2 --write';
  const terminals = { stdin: true, stderr: true };
  const changeTo = (text: string) =>
    async function* () {
      writeFileSync(path('t.json'), text);
      yield Buffer.from('y\n');
    };

  it('keeps an approval that somebody else has put in', async () => {
    const { stdout: other } = await run('sign t.json --key officer3.key --as admin3');
    const { code } = await run(words, { terminals, stdin: changeTo(other) });
    expect(code).toBe(0);
    const { signatures } = JSON.parse(read('t.json').toString());
    expect(signatures.map(({ username }: { username: string }) => username)).toEqual([
      'admin3',
      'admin2',
    ]);
    expect(signatures[0]).toEqual(JSON.parse(other).signatures[0]);
  });

  it.each([
    ['another token', PUBLIC_KEY_TOKEN],
    ['a log-in', mfaFile(sha256(Buffer.of(1))).toString()],
    ['one that is cut', PUBLIC_USER_TOKEN.slice(0, -5)],
  ])('is not written where it is %s by then', async (_, text) => {
    const { code, stderr } = await run(words, { terminals, stdin: changeTo(text) });
    expect([code, read('t.json').toString()]).toEqual([3, text]);
    expect(stderr).toMatch(/has changed since|is not signed/);
  });
});

describe('several files at once', () => {
  it('are each written in its place, or under its name in a folder', async () => {
    mkdirSync(path('d'));
    const words = 'sign t.json key.json --key officer1.key --as admin2';
    mkdirSync(path('all'));
    const all = await run(`${words} officer1.token --out-dir all`);
    expect(all.code).toBe(0);
    expect(readdirSync(path('all')).sort()).toEqual(['key.json', 'officer1.token.sig', 't.json']);
    const both = await run(`sign t.json officer1.token --key officer1.key --detached --out-dir d`);
    expect(both.code).toBe(0);
    expect(readdirSync(path('d')).sort()).toEqual(['officer1.token.sig', 't.json.sig']);
    const kept = await run(`${words} --out-dir d --json`);
    expect(kept.code).toBe(0);
    const { signed } = JSON.parse(kept.stdout);
    expect(signed.map(({ signature }: { signature: string }) => signature)).toEqual([
      'd/t.json',
      'd/key.json',
    ]);
    const written = await run(`${words} --write`);
    expect(written.code).toBe(0);
    for (const name of ['t.json', 'key.json']) expect(read(`d/${name}`)).toEqual(read(name));
  });

  it('are signed but for those that are not to be', async () => {
    writeFileSync(path('mfa.json'), mfaFile(sha256(Buffer.of(1))));
    writeFileSync(path('bad.json'), PUBLIC_USER_TOKEN.replace('0l2L', '0l2M'));
    const words = 'sign bad.json mfa.json t.json --key officer1.key --as admin2 --write --json';
    const before = [read('bad.json'), read('mfa.json')];
    const { code, stdout } = await run(words);
    expect(code).toBe(1);
    const { signed, failed } = JSON.parse(stdout);
    expect(signed).toMatchObject([{ file: 't.json' }]);
    expect(failed).toMatchObject([{ file: 'bad.json' }, { file: 'mfa.json' }]);
    expect([read('bad.json'), read('mfa.json')]).toEqual(before);
  });
});

const agent = requireProgram('ssh-agent');

it.skipIf(!agent.has)(
  `a key in an ssh-agent signs tokens, and no bare digest ${agent.label}`,
  async () => {
    const socket = path('agent.sock');
    const program = spawn('ssh-agent', ['-D', '-a', socket], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      await new Promise((resolve) => program.stdout?.once('data', resolve));
      const env = { SSH_AUTH_SOCK: socket };
      execFileSync('ssh-add', ['-q', path('officer1.key')], {
        env: { ...process.env, ...env },
        stdio: 'ignore',
      });
      const byAgent = await run('sign t.json --signer ssh-agent --as admin2', { env });
      const byFile = await run('sign t.json --key officer1.key --as admin2');
      expect([byAgent.code, byAgent.stdout]).toEqual([0, byFile.stdout]);
      writeFileSync(path('mfa.json'), mfaFile(sha256(Buffer.of(1))));
      const refused = await run('sign mfa.json --signer ssh-agent --blind --write', { env });
      expect([refused.code, refused.stdout]).toEqual([4, '']);
      expect(refused.stderr).toContain('signs whole messages only, and there is but a digest');
      expect(read('mfa.json')).toEqual(mfaFile(sha256(Buffer.of(1))));
    } finally {
      program.kill();
    }
  },
);

describe('other files that are signed', () => {
  it('a registration is filled in, and shown', async () => {
    const file = registrationFile(Buffer.from('hello, HSM')).toString();
    writeFileSync(path('reg.json'), file);
    const { code, stdout, stderr } = await run('sign reg.json --key officer1.key');
    expect(code).toBe(0);
    const { signed } = JSON.parse(stdout).tokens[0];
    expect(stdout).toBe(file.replace('"signed": ""', `"signed": "${signed}"`));
    const key = createPublicKey(read('officer1.pub'));
    const signature = Buffer.from(signed, 'base64');
    expect(verify('sha256', Buffer.from('hello, HSM'), key, signature)).toBe(true);
    expect(stderr).toContain('a registration file of the newer command line, 1 digest to sign\n');
    expect(stderr).toContain('  data:    "hello, HSM" (10 bytes)\n');
    writeFileSync(path('reg.json'), stdout);
    const again = await run('sign reg.json --key officer2.key');
    expect([again.code, again.stdout]).toEqual([3, '']);
    expect((await run('sign reg.json --key officer2.key --force')).code).toBe(0);
  });

  it.skipIf(!openssl.has)(`a log-in is filled in with --blind ${openssl.label}`, async () => {
    const digests = [sha256(Buffer.of(1)), sha256(Buffer.of(2))];
    const file = mfaFile(...digests).toString();
    writeFileSync(path('mfa.json'), file);
    const { code, stdout } = await run('sign mfa.json --key officer1.key --blind');
    expect(code).toBe(0);
    let expected = file;
    digests.forEach((digest, at) => {
      writeFileSync(path('digest'), digest);
      const sign = ['-sign', '-inkey', 'officer1.key', '-pkeyopt', 'digest:sha256'];
      const words = ['pkeyutl', ...sign, '-in', 'digest', '-out', `sig${at}`];
      execFileSync('openssl', words, { cwd: work.folder });
      expected = expected.replace('""', `"${read(`sig${at}`).toString('base64')}"`);
    });
    expect(stdout).toBe(expected);
    const two = await run('sign mfa.json --key officer1.key --blind --detached -o sig');
    expect([two.code, existsSync(path('sig'))]).toEqual([2, false]);
    const json = await run('sign mfa.json --key officer1.key --blind --json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      kind: 'mfa',
      sha256: null,
      signatureBase64: null,
      entries: digests.map((digest, at) => ({
        path: `tokens[${at}].unsigned`,
        sha256: digest.toString('hex'),
        signatureBase64: read(`sig${at}`).toString('base64'),
      })),
      token: null,
    });
  });

  it('the older console’s second factor gets its public key, too, and no other than its own', async () => {
    const file = authDataFile(sha256(Buffer.of(1)));
    writeFileSync(path('authdata'), file);
    const { code, stdout } = await run('sign authdata --key officer1.key --blind');
    expect(code).toBe(0);
    const { PublicKey: publicKey, Data: data } = JSON.parse(stdout);
    expect(publicKey).toBe(read('officer1.pub').toString());
    const signature = Buffer.from(data[0].Signature, 'base64');
    expect(verify('sha256', Buffer.of(1), createPublicKey(publicKey), signature)).toBe(true);
    writeFileSync(path('authdata'), stdout);
    const other = await run('sign authdata --key officer2.key --blind --force');
    expect([other.code, other.stdout]).toEqual([3, '']);
    expect(other.stderr).toContain('its PublicKey is not that of the key that signs');
  });

  it('a registration with a key that no HSM registers comes with a warning', async () => {
    writeFileSync(path('reg.json'), registrationFile(Buffer.from('hello, HSM')));
    writeFileSync(path('large.key'), takeKey('large', { bits: 3072 }).privatePem, { mode: 0o600 });
    const { code, stderr } = await run('sign reg.json --key large.key');
    expect(code).toBe(0);
    expect(stderr).toContain('warning: the key has 3072 bits; HSMs take signatures of keys with');
  });

  it.each(['{"hello": 1}\n', '{ hello', '[{"token": 1}]'])(
    'JSON of another kind, or what only begins as JSON, is a message like any other: %s',
    async (text) => {
      writeFileSync(path('note.json'), text);
      const { code, stderr } = await run('sign note.json --key officer1.key -o sig');
      expect(code).toBe(0);
      expect(stderr).toContain(`note.json: no quorum token, ${text.length} bytes`);
      const key = createPublicKey(read('officer1.pub'));
      expect(verify('sha256', Buffer.from(text), key, read('sig'))).toBe(true);
    },
  );
});
