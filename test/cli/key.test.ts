import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verifySignature } from '../../src/signer/verify.ts';
import { takeKey } from '../support/keys.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { requireProgram } from '../support/requirements.ts';
import { type CommandRun, type RunOptions, runCommand } from '../support/run-command.ts';

const work = useOfficerFolder();
const { path, read } = work;

const run = (words: string, options: RunOptions = {}): Promise<CommandRun> =>
  runCommand(words.split(' '), {
    cwd: work.folder,
    env: { PASS: 'old pass', NEW: 'new pass' },
    ...options,
  });

const openssl = requireProgram('openssl');
const sshKeygen = requireProgram('ssh-keygen');

describe('mofn key new', () => {
  it('makes a key of 2048 bits under AES-256, readable by its owner only', async () => {
    const { code, stdout } = await run('key new -o new.key --public new.pub --passout env:PASS');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(statSync(path('new.key')).mode & 0o777).toBe(0o600);
    expect(read('new.key').toString()).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
    const key = createPrivateKey({ key: read('new.key'), passphrase: 'old pass' });
    expect(key.asymmetricKeyDetails).toEqual({ modulusLength: 2048, publicExponent: 65_537n });
    expect(createPublicKey(read('new.pub')).equals(createPublicKey(key))).toBe(true);
  });

  it.skipIf(!openssl.has)(`openssl sees PBES2 with AES-256 ${openssl.label}`, async () => {
    await run('key new -o new.key --passout env:PASS');
    const asn1 = execFileSync('openssl', ['asn1parse', '-in', 'new.key'], {
      cwd: work.folder,
    }).toString();
    expect(asn1).toMatch(/PBES2[\s\S]*PBKDF2[\s\S]*aes-256-cbc/);
  });

  it('leaves it unencrypted only where that is said', async () => {
    const { code, stdout } = await run('key new --no-passphrase -q');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  });
});

describe('mofn key show', () => {
  it('tells type, size, fingerprints, and what an HSM would say', async () => {
    const { code, stdout } = await run('key show officer1.key');
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^"officer1.key" holds a private key\ntype: {4}RSA, 2048 bits, exponent 65537\n/,
    );
    expect(stdout).toContain("would take it as an officer's key");
    const json = JSON.parse((await run('key show officer1.pub --json')).stdout);
    expect(json).toMatchObject({
      schemaVersion: 1,
      type: 'rsa',
      bits: 2048,
      hsm: { accepted: true },
    });
    expect(stdout).toContain(json.sha256);
  });

  it.skipIf(!openssl.has || !sshKeygen.has)(
    `prints the fingerprints of openssl and ssh-keygen ${sshKeygen.label}`,
    async () => {
      const script =
        'openssl pkey -pubin -in officer1.pub -outform DER | sha256sum | cut -d" " -f1; ' +
        'ssh-keygen -i -m PKCS8 -f officer1.pub > ssh.pub; ssh-keygen -l -f ssh.pub | cut -d" " -f2';
      const output = execFileSync('bash', ['-c', script], { cwd: work.folder }).toString();
      const { sha256, ssh } = JSON.parse((await run('key show officer1.pub --json')).stdout);
      expect(output).toBe(`${sha256}\n${ssh}\n`);
    },
  );

  it.each([
    [{ bits: 1024 }, 'would refuse it: it has 1024 bits'],
    [{ exponent: 3 }, "would take it as an officer's key; its public exponent is 3"],
  ])('says what an HSM would say of %j', async (options, reason) => {
    writeFileSync(path('odd.key'), takeKey('odd', options).privatePem);
    expect((await run('key show odd.key')).stdout).toContain(`HSM:     ${reason}`);
  });

  it('of a key that is not RSA', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(path('ec.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
    const { code, stdout } = await run('key show ec.pub');
    expect(code).toBe(0);
    expect(stdout).toContain('it is of type ec, and HSMs take RSA keys only');
  });
});

describe('mofn key convert', () => {
  it('changes the pass phrase', async () => {
    await run('key convert officer1.key --passout env:PASS -o first.key');
    const { code } = await run(
      'key convert first.key --passin env:PASS --passout env:NEW -o second.key',
    );
    expect(code).toBe(0);
    const key = createPrivateKey({ key: read('second.key'), passphrase: 'new pass' });
    expect(key.equals(createPrivateKey(read('officer1.key')))).toBe(true);
    expect(statSync(path('second.key')).mode & 0o777).toBe(0o600);
  });

  it('writes PKCS#1, unencrypted only', async () => {
    const { stdout } = await run('key convert officer1.key --no-passphrase --form pkcs1');
    expect(stdout).toMatch(/^-----BEGIN RSA PRIVATE KEY-----/);
    expect((await run('key convert officer1.key --passout env:PASS --form pkcs1')).code).toBe(2);
  });
});

describe('mofn key public', () => {
  it('prints the public half of a private key, and what is public already', async () => {
    for (const file of ['officer1.key', 'officer1.pub']) {
      expect((await run(`key public ${file}`)).bytes).toEqual(read('officer1.pub'));
    }
  });
});

describe('mofn key register-token', () => {
  it('makes what registerQuorumPubKey takes', async () => {
    const { code, stdout } = await run('key register-token Officer2 --key officer2.key --force');
    expect(code).toBe(0);
    expect(stdout).toBe(
      'registerQuorumPubKey CO officer2 officer2.regtoken officer2.regtoken.sig officer2.pub\n',
    );
    const token = read('officer2.regtoken');
    // The HSM takes 245 bytes at most.
    expect(token.length).toBeLessThanOrEqual(245);
    const key = createPublicKey(read('officer2.pub'));
    expect(verifySignature(key, token, read('officer2.regtoken.sig'))).toBe(true);
  });

  it('makes another token each time', async () => {
    const tokens = new Set<string>();
    for (let round = 0; round < 3; round++) {
      await run('key register-token officer2 --key officer2.key --force');
      tokens.add(read('officer2.regtoken').toString());
    }
    expect(tokens.size).toBe(3);
  });

  it('refuses a name that no user has, and files that exist', async () => {
    expect((await run('key register-token no-user --key officer1.key')).code).toBe(2);
    writeFileSync(path('officer1.pub'), read('officer2.pub'));
    expect((await run('key register-token officer1 --key officer1.key')).code).toBe(3);
    expect(existsSync(path('officer1.regtoken'))).toBe(false);
  });

  it('leaves the public key alone that is there already', async () => {
    await run('key public officer1.key --out officer1.pub --force');
    expect((await run('key register-token officer1 --key officer1.key')).code).toBe(0);
    expect((await run('key register-token officer1 --key officer1.key')).code).toBe(3);
  });
});
