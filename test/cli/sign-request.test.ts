import { execFileSync, spawn } from 'node:child_process';
import { createHash, verify } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { encodeTokens } from '../../src/token/record.ts';
import { takeKey } from '../support/keys.ts';
import { sampleRecord, useOfficerFolder } from '../support/officer-folder.ts';
import { paeOf, requestFile } from '../support/request-file.ts';
import { requireProgram } from '../support/requirements.ts';
import { type CommandRun, type RunOptions, runCommand } from '../support/run-command.ts';
import { mfaFile, sha256 } from '../support/sdk5-files.ts';

const work = useOfficerFolder();
const { path, read } = work;
/** A minute after the token and its request were made. */
const NOW = (1_700_000_000 + 60) * 1000;
const TERMINALS = { stdin: true, stderr: true };
const SIGN = 'sign officer1.token --request request.json --request-out';

function run(words: string, options: RunOptions = {}): Promise<CommandRun> {
  return runCommand(words.split(' '), { cwd: work.folder, now: NOW, ...options });
}

function text(name: string): string {
  return read(name).toString();
}

function signaturesIn(name: string): readonly { readonly keyid: string; readonly sig: string }[] {
  return JSON.parse(text(name)).signatures;
}

function isBy(officer: string, message: Uint8Array, signature: string | Buffer): boolean {
  const bytes = typeof signature === 'string' ? Buffer.from(signature, 'base64') : signature;
  return verify('sha256', message, takeKey(officer).publicKey, bytes);
}

function fingerprint(officer: string): string {
  const spki = takeKey(officer).publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('hex');
}

const openssl = requireProgram('openssl');

describe('mofn sign --request', () => {
  it('says of a request in the place of a token what it is', async () => {
    for (const words of [
      'sign request.json',
      'sign request.json --request officer1.token --request-out x',
    ]) {
      expect(await run(`${words} --key officer2.key --yes -o out.sig`)).toMatchObject({
        code: 3,
        stdout: '',
        stderr: `error: "request.json" is a request, expected a file to sign\nhint: name the token; "mofn sign --help" shows how a request is signed with it\n`,
      });
    }
    expect(existsSync(path('out.sig'))).toBe(false);
  });

  it.skipIf(!openssl.has)(`makes two signatures that openssl knows ${openssl.label}`, async () => {
    const { code } = await run(`${SIGN} r2.json --key officer2.key -o sig`);
    expect(code).toBe(0);
    writeFileSync(path('pae'), paeOf(read('r2.json')));
    writeFileSync(path('r.sig'), Buffer.from(signaturesIn('r2.json')[0]?.sig ?? '', 'base64'));
    const options = { cwd: work.folder, encoding: 'utf8' } as const;
    const verifyPae = ['dgst', '-sha256', '-verify', 'officer2.pub', '-signature', 'r.sig', 'pae'];
    expect(execFileSync('openssl', verifyPae, options)).toBe('Verified OK\n');
    execFileSync(
      'openssl',
      'dgst -sha256 -sign officer2.key -out ossl officer1.token'.split(' '),
      options,
    );
    expect(read('sig')).toEqual(read('ossl'));
  });

  it('shows what is asked for, then the token, and says what it wrote', async () => {
    const { code, stdout, stderr } = await run(`${SIGN} r2.json --key officer2.key -o sig`);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toBe(
      [
        'request.json: request of officer1',
        '  operation  createUser CU bob',
        '             user create --role crypto-user --username bob',
        '  asked by   officer1',
        '  service    3 (USER_MGMT)',
        '  reason     joins payments',
        '  made       2023-11-14T22:13:20Z',
        '  expires    never',
        '  token      officer1.token',
        `             SHA-256 ${sha256(read('officer1.token')).toString('hex')}`,
        'officer1.token: quorum token of officer1',
        '  service: 3 (USER_MGMT): allows any one createUser, deleteUser or changePswd of another user',
        '  nodes:   1 (id 1), 0 (id 1)',
        '  made:    1 minute ago',
        `  SHA-256: ${sha256(read('officer1.token')).toString('hex')}`,
        'wrote the signed request "r2.json"',
        'wrote the signature "sig"',
        '',
      ].join('\n'),
    );
    expect(signaturesIn('r2.json').map(({ keyid }) => keyid)).toEqual([fingerprint('officer2')]);
    expect(signaturesIn('request.json')).toEqual([]);
  });

  it('puts its signature into the request itself, and changes no other byte', async () => {
    const before = `${text('request.json').replace('"signatures": []', '"x-ours":  [1,\t2],\r\n "signatures": []')}\n`;
    writeFileSync(path('request.json'), before);
    chmodSync(path('request.json'), 0o640);
    expect((await run(`${SIGN} request.json --key officer2.key -o sig2`)).code).toBe(0);
    const [first] = signaturesIn('request.json');
    expect(text('request.json').replace(/\[\s*\{[^}]*\}\s*\]/, '[]')).toBe(before);
    expect((await run(`${SIGN} ./request.json --key officer3.key -o sig3`)).code).toBe(0);
    const both = signaturesIn('request.json');
    expect(both[0]).toEqual(first);
    expect(both.map(({ keyid }) => keyid)).toEqual(['officer2', 'officer3'].map(fingerprint));
    const pae = paeOf(text('request.json'));
    expect(both.map(({ sig }, at) => isBy(`officer${at + 2}`, pae, sig))).toEqual([true, true]);
  });

  it('knows the request by whatever name it has', async () => {
    linkSync(path('request.json'), path('other.json'));
    expect((await run(`${SIGN} other.json --key officer2.key -o sig`)).code).toBe(0);
    expect(signaturesIn('other.json')).toHaveLength(1);
  });

  it('adds no second signature of a key, and signs the token all the same', async () => {
    await run(`${SIGN} request.json --key officer2.key -o sig`);
    const once = text('request.json');
    const again = await run(`${SIGN} request.json --key officer2.key -o again`);
    expect(again.code).toBe(0);
    expect(again.stderr).toContain(
      'the request "request.json" has a signature by this key already\n',
    );
    expect(text('request.json')).toBe(once);
    expect(read('again')).toEqual(read('sig'));
    const copied = await run(`${SIGN} copy.json --key officer2.key -o third --json`);
    expect(text('copy.json')).toBe(once);
    expect(JSON.parse(copied.stdout).request).toEqual({
      file: 'request.json',
      signed: 'copy.json',
      operation: 'createUser CU bob',
      requester: 'officer1',
      signatureBase64: signaturesIn('copy.json')[0]?.sig,
      wasSigned: true,
    });
  });

  it('believes no keyid', async () => {
    const forged = { keyid: fingerprint('officer2'), sig: Buffer.alloc(256, 1).toString('base64') };
    const file = JSON.parse(text('request.json'));
    writeFileSync(path('request.json'), JSON.stringify({ ...file, signatures: [forged] }));
    expect((await run(`${SIGN} request.json --key officer2.key -o sig`)).code).toBe(0);
    const [, own] = signaturesIn('request.json');
    expect(isBy('officer2', paeOf(text('request.json')), own?.sig ?? '')).toBe(true);
  });

  it('signs a file of the newer command line with it', async () => {
    const words =
      'sign officer1.json --request request.json --request-out request.json --as officer2';
    const { code, stderr } = await run(`${words} --key officer2.key --write`);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^request\.json: request of officer1\n {2}operation /);
    const [approval] = JSON.parse(text('officer1.json')).signatures;
    expect(isBy('officer2', read('officer1.token'), approval.signature)).toBe(true);
    expect(signaturesIn('request.json')).toHaveLength(1);
    const detached = await run(
      `${words.replace(' --as officer2', '')} --key officer3.key --detached`,
    );
    expect(isBy('officer3', read('officer1.token'), detached.bytes)).toBe(true);
    expect(signaturesIn('request.json')).toHaveLength(2);
  });

  describe('with somebody at the terminal', () => {
    it.each([
      ['-o sig', 'y\n', 0],
      ['-o sig', 'n\n', 1],
      ['-o -', 'n\n', 1],
    ])('asks once: %s %j', async (out, stdin, code) => {
      const asked = await run(`${SIGN} r2.json --key officer2.key ${out}`, {
        stdin,
        terminals: TERMINALS,
      });
      expect(asked.code).toBe(code);
      expect(asked.stderr.match(/\(y\/n\)/g)).toHaveLength(1);
      expect(existsSync(path('r2.json'))).toBe(code === 0);
      expect(existsSync(path('sig'))).toBe(code === 0);
    });

    it('does not ask with --yes', async () => {
      const words = `${SIGN} r2.json --key officer2.key --yes -o sig`;
      const { code, stderr } = await run(words, { terminals: TERMINALS });
      expect(code).toBe(0);
      expect(stderr).not.toContain('(y/n)');
    });

    it('signs nothing but what was shown', async () => {
      const { code, stderr } = await run(`${SIGN} request.json --key officer2.key -o sig`, {
        terminals: TERMINALS,
        stdin: async function* () {
          writeFileSync(path('request.json'), requestFile(read('officer1.token'), { user: 'eve' }));
          yield Buffer.from('y\n');
        },
      });
      expect(code).toBe(3);
      expect(stderr).toContain('"request.json" is not what was shown: it has changed since');
      expect(signaturesIn('request.json')).toEqual([]);
      expect(existsSync(path('sig'))).toBe(false);
    });

    it('keeps what somebody else has signed meanwhile', async () => {
      await run(`${SIGN} other.json --key officer3.key -o sig3`);
      const { code } = await run(`${SIGN} request.json --key officer2.key -o sig`, {
        terminals: TERMINALS,
        stdin: async function* () {
          copyFileSync(path('other.json'), path('request.json'));
          yield Buffer.from('y\n');
        },
      });
      expect(code).toBe(0);
      expect(signaturesIn('request.json').map(({ keyid }) => keyid)).toEqual(
        ['officer3', 'officer2'].map(fingerprint),
      );
    });

    it('says what to do where the token could not be signed after it', async () => {
      const { code, stderr } = await run(`${SIGN} r2.json --key officer2.key -o sig`, {
        terminals: TERMINALS,
        stdin: async function* () {
          writeFileSync(path('sig'), 'precious');
          yield Buffer.from('y\n');
        },
      });
      expect(code).toBe(3);
      expect(stderr).toContain(
        'the request is signed, in "r2.json", and the token is not:\nthe signature "sig" exists already\n',
      );
      const [, again = ''] =
        /, where .* gains no second signature:\s+mofn (.*)\n/.exec(stderr) ?? [];
      expect(again).toBe(
        'sign officer1.token --key officer2.key --request r2.json --request-out r2.json --out sig',
      );
      expect(text('sig')).toBe('precious');
      expect(signaturesIn('r2.json')).toHaveLength(1);
      expect((await run(again.replace('--out sig', '--out sig2'))).code).toBe(0);
      expect(signaturesIn('r2.json')).toHaveLength(1);
      expect(isBy('officer2', read('officer1.token'), read('sig2'))).toBe(true);
    });
  });

  const odd = encodeTokens([sampleRecord({ node: 1, nonce: 3 })]);

  it.each([
    ['for another token', () => requestFile(odd), 'it stands for another token: SHA-256 '],
    [
      'of somebody else',
      (token: Buffer) => requestFile(token, { requester: 'officer2' }),
      'it is asked by officer2, and the token is of officer1',
    ],
    [
      'for what the token does not cover',
      (token: Buffer) => requestFile(token, { service: { number: 4, name: 'MISC_CO' } }),
      'a token for 4 (MISC_CO) does not let the operation through',
    ],
    [
      'whose time is over',
      (token: Buffer) => requestFile(token, { expires: '2023-11-14T22:13:21Z' }),
      'it has expired: its time ended 2023-11-14T22:13:21',
    ],
    [
      'from the future',
      (token: Buffer) => requestFile(token, { made: '2033-11-14T22:13:21Z' }),
      'which is still to come: one of the clocks is wrong',
    ],
    [
      'that names a policy, where none is given',
      (token: Buffer) => requestFile(token, { policy: 'ab'.repeat(32) }),
      'it names a policy, SHA-256 abab',
    ],
    ['that is none', () => '{}', 'the request "request.json" is not signed: '],
    [
      'that is a token',
      (token: Buffer) => token,
      '"request.json" is a quorum token, expected a request',
    ],
    [
      'that is a policy',
      () => 'version = 1\n',
      'the request "request.json" is not signed: it is no sound JSON',
    ],
  ])('refuses one %s, and opens no key', async (_, make, message) => {
    writeFileSync(path('request.json'), make(read('officer1.token')));
    const { code, stdout, stderr } = await run(`${SIGN} r2.json --key none.key -o sig`);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain('hint: ');
    expect([existsSync(path('r2.json')), existsSync(path('sig'))]).toEqual([false, false]);
  });

  it.each([
    ['approval.txt --key none.key -o sig', '"approval.txt" is no quorum token'],
    ['mfa.json --key none.key -o sig --blind', '"mfa.json" is no quorum token'],
  ])('is for no other file: %s', async (words, message) => {
    writeFileSync(path('mfa.json'), mfaFile(Buffer.alloc(32, 1), Buffer.alloc(32, 2)));
    const signed = `sign ${words} --request request.json --request-out r2.json`;
    const { code, stderr } = await run(signed);
    expect({ code, stderr }).toEqual({ code: 3, stderr: expect.stringContaining(message) });
  });

  it.each([
    ['officer1.token', 'is the same file as the file to sign'],
    ['officer2.key', 'is the same file as the key'],
    ['sig', 'would be the same file'],
  ])('goes into no file that is used: %s', async (out, message) => {
    const { code, stderr } = await run(`${SIGN} ${out} --key officer2.key -o sig --force`);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) });
  });

  it('is not lost under the signature, nor under its own new file', async () => {
    const lost = await run(`${SIGN} r2.json --key officer2.key -o request.json --force`);
    expect(lost.stderr).toContain('is the same file as the request "request.json"');
    writeFileSync(path('r2.json'), 'precious');
    const there = await run(`${SIGN} r2.json --key officer2.key -o sig`);
    expect(there.code).toBe(3);
    expect(text('r2.json')).toBe('precious');
    mkdirSync(path('folder'));
    expect((await run(`${SIGN} folder --key officer2.key -o sig`)).code).toBe(3);
    expect(existsSync(path('sig'))).toBe(false);
  });

  it('is read from standard input, where the token is not', async () => {
    const stdin = read('request.json');
    const words = 'sign officer1.token --request - --request-out r2.json --key officer2.key -o sig';
    expect((await run(words, { stdin })).code).toBe(0);
    expect(signaturesIn('r2.json')).toHaveLength(1);
    const taken = await run(words.replace('officer2.key', '-').replace('r2.json', 'r3.json') + 3, {
      stdin,
    });
    expect(taken.code).toBe(2);
  });
});

const agent = requireProgram('ssh-agent');

it.skipIf(!agent.has)(`an ssh-agent signs request and token alike ${agent.label}`, async () => {
  const socket = path('agent.sock');
  const program = spawn('ssh-agent', ['-D', '-a', socket], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    await new Promise((resolve) => program.stdout.once('data', resolve));
    const env = { SSH_AUTH_SOCK: socket };
    execFileSync('ssh-add', ['-q', path('officer2.key')], {
      env: { ...process.env, ...env },
      stdio: 'ignore',
    });
    const byAgent = await run(`${SIGN} agent.json --signer ssh-agent -o agent.sig`, { env });
    expect(byAgent.code).toBe(0);
    await run(`${SIGN} file.json --key officer2.key -o file.sig`);
    for (const end of ['json', 'sig']) expect(read(`agent.${end}`)).toEqual(read(`file.${end}`));
  } finally {
    program.kill();
  }
});
