import { execFileSync } from 'node:child_process';
import { createCipheriv, createHash, createPrivateKey, type KeyObject } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenedKey } from '../../src/signer/containers/key-container.ts';
import { readPrivateKey } from '../../src/signer/containers/private-key.ts';
import { rejectionOf } from '../support/failure-of.ts';
import { takeKey } from '../support/keys.ts';
import { requireProgram } from '../support/requirements.ts';

const openssl = requireProgram('openssl');
const sshKeygen = requireProgram('ssh-keygen');

let folder: string;
let key: KeyObject;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-containers-'));
  if (!openssl.has) return;
  writeFileSync(join(folder, 'key'), takeKey('officer1').privatePem, { mode: 0o600 });
  run('openssl', 'req', '-x509', '-key', 'key', '-subj', '/CN=o', '-out', 'certificate');
  key = createPrivateKey(readFileSync(join(folder, 'key')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(program: string, ...args: string[]): void {
  execFileSync(program, args, { cwd: folder, stdio: 'ignore' });
}

async function open(
  file: string,
  passphrase: string,
  formats: 'all' | 'openssl' = 'all',
): Promise<OpenedKey> {
  return readPrivateKey(readFileSync(join(folder, file)), {
    name: file,
    formats,
    passphrase: () => Buffer.from(passphrase),
  });
}

async function refusalOf(opening: Promise<unknown>): Promise<string> {
  const { kind, message, hint } = await rejectionOf(opening);
  expect(kind).toBe('key');
  return `${message}; ${hint}`;
}

describe.skipIf(!openssl.has)(`PKCS#12 ${openssl.label}`, () => {
  const exportTo = (file: string, passphrase: string, ...options: string[]): void =>
    run(
      'openssl',
      'pkcs12',
      '-export',
      '-inkey',
      'key',
      '-in',
      'certificate',
      '-passout',
      `pass:${passphrase}`,
      '-out',
      file,
      ...options,
    );

  it.each(['secret', 'pass phrase', 'Grüße 🗝', ''])('modern, under "%s"', async (passphrase) => {
    exportTo('modern.p12', passphrase);
    const { key: opened, outdated } = await open('modern.p12', passphrase, 'openssl');
    expect(opened.equals(key)).toBe(true);
    expect(outdated).toBeUndefined();
  });

  it.each(['secret', 'Grüße', ''])('legacy, under "%s", with a note', async (passphrase) => {
    exportTo('legacy.p12', passphrase, '-legacy');
    const { key: opened, outdated } = await open('legacy.p12', passphrase);
    expect(opened.equals(key)).toBe(true);
    expect(outdated).toBe('PBE-SHA1-RC2-40');
    await refusalOf(open('legacy.p12', passphrase, 'openssl'));
  });

  it('under a wrong pass phrase', async () => {
    exportTo('wrong.p12', 'secret');
    expect(await refusalOf(open('wrong.p12', 'other'))).toContain('the pass phrase is wrong');
  });

  // Two-key 3DES and Camellia are not forge's, and OpenSSL's default provider has them.
  it.each([
    ['PBE-SHA1-2DES', 'PBE-SHA1-2DES'],
    ['camellia-256-cbc', 'AES-256-CBC'],
    ['aria-128-cbc', 'camellia-128-cbc'],
    ['NONE', 'PBE-SHA1-2DES'],
  ])('the key under %s, the certificate under %s', async (keyPbe, certPbe) => {
    for (const passphrase of ['secret', 'Grüße 🗝', '']) {
      exportTo('odd.p12', passphrase, '-keypbe', keyPbe, '-certpbe', certPbe);
      const { key: opened, outdated } = await open('odd.p12', passphrase, 'openssl');
      expect(opened.equals(key)).toBe(true);
      expect(outdated).toBeUndefined();
    }
    exportTo('odd.p12', 'secret', '-keypbe', keyPbe, '-certpbe', certPbe);
    expect(await refusalOf(open('odd.p12', 'other'))).toContain('the pass phrase is wrong');
  });

  it('the certificate beside it under RC4, which nothing here opens', async () => {
    exportTo('rc4.p12', 'secret', '-legacy', '-certpbe', 'PBE-SHA1-RC4-128');
    expect((await open('rc4.p12', 'secret')).key.equals(key)).toBe(true);
    await refusalOf(open('rc4.p12', 'secret', 'openssl'));
  });

  it('without a MAC, as openssl does only under the empty pass phrase', async () => {
    exportTo('bare.p12', 'secret', '-nomac');
    expect((await open('bare.p12', 'secret')).key.equals(key)).toBe(true);
    await refusalOf(open('bare.p12', 'secret', 'openssl'));
    exportTo('bare.p12', '', '-nomac');
    expect((await open('bare.p12', '', 'openssl')).key.equals(key)).toBe(true);
  });

  it('with a certificate and no key', async () => {
    run(
      'openssl',
      'pkcs12',
      '-export',
      '-nokeys',
      '-in',
      'certificate',
      '-passout',
      'pass:secret',
      '-out',
      'certificate.p12',
    );
    expect(await refusalOf(open('certificate.p12', 'secret'))).toContain('there is no private key');
  });
});

it('a pass phrase under which the padding is right by chance and the rest rubbish, as once in 256 times', async () => {
  const iv = Buffer.alloc(16, 7);
  // The key of EVP_BytesToKey: MD5 of the pass phrase and the first half of the IV.
  const derived = createHash('md5').update('other').update(iv.subarray(0, 8)).digest();
  const cipher = createCipheriv('aes-128-cbc', derived, iv);
  const rubbish = Buffer.from('3003020105', 'hex');
  const body = Buffer.concat([cipher.update(rubbish), cipher.final()]).toString('base64');
  const headers = `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,${iv.toString('hex')}\n`;
  writeFileSync(
    join(folder, 'by-chance'),
    `-----BEGIN RSA PRIVATE KEY-----\n${headers}\n${body}\n-----END RSA PRIVATE KEY-----\n`,
  );
  expect(await refusalOf(open('by-chance', 'other'))).toContain('the pass phrase is wrong');
});

describe.skipIf(!openssl.has)(`encryptions of old ${openssl.label}`, () => {
  it.each(['des', 'des3', 'aes128', 'aes192', 'aes256', 'camellia256', 'aria256'])(
    'PEM under %s',
    async (cipher) => {
      run(
        'openssl',
        'rsa',
        '-provider',
        'legacy',
        '-provider',
        'default',
        '-in',
        'key',
        '-traditional',
        `-${cipher}`,
        '-passout',
        'pass:secret',
        '-out',
        'old',
      );
      const { key: opened, outdated } = await open('old', 'secret');
      expect(opened.equals(key)).toBe(true);
      expect(outdated).toBe(cipher === 'des' ? 'DES-CBC' : undefined);
      expect(await refusalOf(open('old', 'other'))).toContain('the pass phrase is wrong');
    },
  );

  it.each([
    ['PBE-SHA1-3DES', undefined],
    ['PBE-SHA1-RC2-40', 'PBE-SHA1-RC2-40'],
  ])('PKCS#8 under %s', async (scheme, note) => {
    convert(scheme);
    const { key: opened, outdated } = await open('old', 'secret');
    expect(opened.equals(key)).toBe(true);
    expect(outdated).toBe(note);
    expect(await refusalOf(open('old', 'other'))).toContain('the pass phrase is wrong');
  });

  it.each([
    ...['PBE-MD5-DES', 'PBE-SHA1-DES', 'PBE-SHA1-RC2-128', 'PBE-SHA1-RC4-128'],
    ...['BF-CBC', 'CAST5-CBC', 'SEED-CBC', 'RC4'],
  ])('%s is refused, and the command that it names works', async (scheme) => {
    if (scheme === 'RC4') writePvk();
    else convert(scheme, scheme.startsWith('PBE') ? '-v1' : '-v2');
    const refusal = await refusalOf(open('old', 'secret'));
    expect(refusal).toContain(`it is under ${scheme}`);
    const command = /convert it with: (.+)$/.exec(refusal)?.[1] ?? '';
    run('bash', '-c', `${command} -passin pass:secret -passout pass:secret`);
    expect((await open('old.new', 'secret')).key.equals(key)).toBe(true);
  });

  const LEGACY = ['-provider', 'legacy', '-provider', 'default', '-passout', 'pass:secret'];

  function writePvk(): void {
    run('openssl', 'rsa', ...LEGACY, '-in', 'key', '-outform', 'PVK', '-out', 'old');
  }

  function convert(scheme: string, version: '-v1' | '-v2' = '-v1'): void {
    run(
      'openssl',
      'pkcs8',
      '-provider',
      'legacy',
      '-provider',
      'default',
      '-topk8',
      '-in',
      'key',
      version,
      scheme,
      '-passout',
      'pass:secret',
      '-out',
      'old',
    );
  }
});

describe.skipIf(!sshKeygen.has || !openssl.has)(`keys of OpenSSH ${sshKeygen.label}`, () => {
  const CIPHERS = ['aes256-ctr', 'aes128-ctr', 'aes256-cbc', '3des-cbc', 'aes256-gcm@openssh.com'];

  function convert(passphrase: string, cipher: string): void {
    copyFileSync(join(folder, 'key'), join(folder, 'ssh'));
    // ssh-keygen rewrites a key of another format as its own when its pass phrase changes.
    run('chmod', '600', 'ssh');
    run('ssh-keygen', '-q', '-p', '-P', '', '-N', passphrase, '-Z', cipher, '-a', '2', '-f', 'ssh');
  }

  it('unencrypted', async () => {
    convert('', 'aes256-ctr');
    expect(readFileSync(join(folder, 'ssh'), 'latin1')).toContain('OPENSSH PRIVATE KEY');
    expect((await open('ssh', 'none')).key.equals(key)).toBe(true);
    expect(await refusalOf(open('ssh', 'none', 'openssl'))).toContain('openssl does not read');
  });

  it.each(CIPHERS)('under %s', async (cipher) => {
    convert('pass phrase', cipher);
    expect((await open('ssh', 'pass phrase')).key.equals(key)).toBe(true);
    expect(await refusalOf(open('ssh', 'other'))).toContain('the pass phrase is wrong');
  });

  it('under what node has not: the command that the refusal names works', async () => {
    convert('pass phrase', 'chacha20-poly1305@openssh.com');
    const refusal = await refusalOf(open('ssh', 'pass phrase'));
    const command = /convert it with: (.+)$/.exec(refusal)?.[1] ?? '';
    run('bash', '-c', `${command} -P 'pass phrase' -N 'pass phrase'`);
    expect((await open('ssh', 'pass phrase')).key.equals(key)).toBe(true);
  });

  it('of another type', async () => {
    run('ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', 'ed25519');
    expect(await refusalOf(open('ed25519', ''))).toContain('of type ssh-ed25519');
  });
});
