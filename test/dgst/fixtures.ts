import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Requirement } from '../support/requirements.ts';

/** The openssl whose words are compared: those of other lines differ in places. */
export function requireOpenssl30(): Requirement {
  const { stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8' });
  return { has: /^OpenSSL 3\.0\./.test(stdout ?? ''), label: '(needs openssl 3.0)' };
}

/** The pass phrase of every encrypted key among the fixtures. */
export const PASSPHRASE = 'correct horse';

/**
 * Makes a folder with keys of all kinds, messages, signatures and pass phrase files, by the real
 * openssl. `copyFixtures` gives each run a copy of its own.
 */
export function makeFixtures(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-dgst-fixtures-'));
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'ignore', 'ignore'] });
  };
  const write = (name: string, data: string | Uint8Array): void => {
    writeFileSync(join(folder, name), data);
  };
  const read = (name: string): Buffer => readFileSync(join(folder, name));
  const joined = (name: string, ...parts: string[]): void => {
    write(name, Buffer.concat(parts.map(read)));
  };
  const pass = `pass:${PASSPHRASE}`;

  openssl('genrsa', '-out', 'rsa.key', '2048');
  openssl('genrsa', '-out', 'other.key', '2048');
  openssl('genrsa', '-out', 'rsa512.key', '512');
  openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'ec.key');
  openssl('genpkey', '-algorithm', 'ed25519', '-out', 'ed.key');
  openssl('genpkey', '-algorithm', 'x25519', '-out', 'x25519.key');
  openssl(
    'genpkey',
    '-algorithm',
    'RSA-PSS',
    '-pkeyopt',
    'rsa_keygen_bits:2048',
    '-out',
    'pss.key',
  );
  // Its parameters allow SHA-512 only, with salts of 32 bytes and more.
  openssl(
    ...['genpkey', '-algorithm', 'RSA-PSS', '-out', 'pss512.key'],
    ...['rsa_keygen_bits:2048', 'rsa_pss_keygen_md:sha512', 'rsa_pss_keygen_mgf1_md:sha512']
      .concat('rsa_pss_keygen_saltlen:32')
      .flatMap((option) => ['-pkeyopt', option]),
  );
  openssl('rsa', '-in', 'rsa.key', '-traditional', '-out', 'pkcs1.key');
  openssl('rsa', '-in', 'rsa.key', '-outform', 'DER', '-out', 'rsa.der');
  openssl('rsa', '-in', 'rsa.key', '-aes256', '-traditional', '-passout', pass, '-out', 'old.key');
  const legacy = [
    '-provider',
    'legacy',
    '-provider',
    'default',
    '-in',
    'rsa.key',
    '-passout',
    pass,
  ];
  openssl('rsa', ...legacy, '-des', '-traditional', '-out', 'des.key');
  openssl('pkcs8', ...legacy, '-topk8', '-v1', 'PBE-MD5-DES', '-out', 'md5-des.key');
  openssl('pkcs8', ...legacy, '-topk8', '-v2', 'bf-cbc', '-out', 'bf.key');
  openssl('rsa', ...legacy, '-outform', 'PVK', '-out', 'rsa.pvk');
  openssl('pkcs8', '-topk8', '-in', 'rsa.key', '-passout', pass, '-out', 'new.key');
  openssl('req', '-new', '-x509', '-key', 'rsa.key', '-subj', '/CN=officer1', '-out', 'rsa.crt');
  openssl(
    ...['pkcs12', '-export', '-inkey', 'rsa.key', '-in', 'rsa.crt', '-passout', pass],
    ...['-out', 'rsa.p12'],
  );
  for (const name of ['rsa', 'other', 'ec', 'ed', 'pss', 'pss512']) {
    openssl('pkey', '-in', `${name}.key`, '-pubout', '-out', `${name}.pub`);
  }
  openssl('rsa', '-in', 'rsa.key', '-RSAPublicKey_out', '-out', 'pkcs1.pub');
  openssl('rsa', '-in', 'rsa.key', '-pubout', '-outform', 'DER', '-out', 'rsa.pub.der');
  openssl('rsa', '-in', 'rsa.key', '-RSAPublicKey_out', '-outform', 'DER', '-out', 'pkcs1.pub.der');
  openssl('rsa', '-in', 'rsa.key', '-traditional', '-outform', 'DER', '-out', 'damaged.der');
  write('damaged.der', changeExponent(read('damaged.der')));
  joined('crt-pub.pem', 'rsa.crt', 'rsa.pub');
  joined('key-pub.pem', 'rsa.key', 'rsa.pub');
  joined('pub-key.pem', 'rsa.pub', 'rsa.key');

  write('msg', 'hello\n');
  write('m2', 'other');
  write('empty', '');
  write('stdin', 'a file of that name\n');
  write('-dash', 'a file whose name begins with a dash\n');
  write('with\nnewline', 'x');
  write('token', Buffer.alloc(160, 7));
  write('big', Buffer.alloc(300_001, 'mofn'));
  mkdirSync(join(folder, 'dir'));
  openssl('dgst', '-sha256', '-sign', 'rsa.key', '-out', 'sig', 'msg');
  openssl('dgst', '-sha1', '-sign', 'rsa.key', '-out', 'sig.sha1', 'msg');
  openssl('dgst', '-sha256', '-sign', 'ec.key', '-out', 'sig.ec', 'msg');
  openssl('dgst', '-sign', 'pss.key', '-out', 'sig.psskey', 'msg');
  openssl('dgst', '-sign', 'rsa.key', '-sigopt', 'rsa_padding_mode:pss', '-out', 'sig.pss', 'msg');
  write('sig.long', Buffer.concat([read('sig'), Buffer.from('junk')]));
  write('sig.short', read('sig').subarray(0, 100));
  write('sig.ff', Buffer.alloc(256, 0xff));
  write('sig.zero', Buffer.alloc(256));
  write('sig.ec.long', Buffer.concat([read('sig.ec'), Buffer.from('junk')]));

  write('pw', `${PASSPHRASE}\n`);
  write('pw.crlf', `${PASSPHRASE}\r\n`);
  write('pw.bare', PASSPHRASE);
  write('pw.second', `wrong\n${PASSPHRASE}\n`);
  write('pw.blank', '\n');
  write('pw.nul', `${PASSPHRASE}\0rest\n`);
  return folder;
}

/** Copies the fixtures into a fresh folder. */
export function copyFixtures(fixtures: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-dgst-'));
  cpSync(fixtures, folder, { recursive: true });
  return folder;
}

// The exponent 65537 as an integer of DER; it comes after the modulus.
const EXPONENT = Buffer.from('0203010001', 'hex');

function changeExponent(key: Buffer): Buffer {
  const damaged = Buffer.from(key);
  damaged.writeUInt8(3, damaged.indexOf(EXPONENT) + EXPONENT.length - 1);
  return damaged;
}
