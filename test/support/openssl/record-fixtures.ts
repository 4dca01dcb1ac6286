/**
 * Makes the keys and signatures of test/golden/openssl/dgst-fixtures, by the real openssl. `npm run
 * golden:openssl` calls this where the folder is missing.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PASSPHRASE, RECORDED_FIXTURES } from './fixtures.ts';

const PASS = `pass:${PASSPHRASE}`;

/** Makes the folder, unless it is there: then keys and signatures stay as they are. */
export function recordFixtures(): void {
  if (existsSync(RECORDED_FIXTURES)) return;
  mkdirSync(RECORDED_FIXTURES, { recursive: true });
  write('msg', 'hello\n');
  makePrivateKeys();
  encryptKeys();
  makePublicKeys();
  makeSignatures();
}

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { cwd: RECORDED_FIXTURES, stdio: 'ignore' });
}

function write(name: string, data: string | Uint8Array): void {
  writeFileSync(join(RECORDED_FIXTURES, name), data);
}

function read(...names: readonly string[]): Buffer {
  return Buffer.concat(names.map((name) => readFileSync(join(RECORDED_FIXTURES, name))));
}

function makePrivateKeys(): void {
  openssl('genrsa', '-out', 'rsa.key', '2048');
  openssl('genrsa', '-out', 'other.key', '2048');
  openssl('genrsa', '-out', 'rsa512.key', '512');
  openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'ec.key');
  openssl('genpkey', '-algorithm', 'ed25519', '-out', 'ed.key');
  openssl('genpkey', '-algorithm', 'x25519', '-out', 'x25519.key');
  makePssKey('pss.key');
  // Its parameters allow SHA-512 only, with salts of 32 bytes and more.
  makePssKey(
    'pss512.key',
    'rsa_pss_keygen_md:sha512',
    'rsa_pss_keygen_mgf1_md:sha512',
    'rsa_pss_keygen_saltlen:32',
  );
  openssl('rsa', '-in', 'rsa.key', '-traditional', '-out', 'pkcs1.key');
  openssl('rsa', '-in', 'rsa.key', '-outform', 'DER', '-out', 'rsa.der');
  openssl('rsa', '-in', 'rsa.key', '-traditional', '-outform', 'DER', '-out', 'damaged.der');
  write('damaged.der', changeExponent(read('damaged.der')));
  openssl('rsa', '-in', 'rsa.key', '-outform', 'MSBLOB', '-out', 'rsa.blob');
  openssl('rsa', '-in', 'rsa.key', '-outform', 'PVK', '-pvk-none', '-out', 'plain.pvk');
}

function makePssKey(name: string, ...parameters: readonly string[]): void {
  const options = ['rsa_keygen_bits:2048', ...parameters].flatMap((one) => ['-pkeyopt', one]);
  openssl('genpkey', '-algorithm', 'RSA-PSS', '-out', name, ...options);
}

function encryptKeys(): void {
  const from = ['-in', 'rsa.key', '-passout', PASS];
  openssl('rsa', ...from, '-aes256', '-traditional', '-out', 'old.key');
  openssl('pkcs8', ...from, '-topk8', '-out', 'new.key');
  const legacy = ['-provider', 'legacy', '-provider', 'default', ...from];
  openssl('rsa', ...legacy, '-des', '-traditional', '-out', 'des.key');
  openssl('pkcs8', ...legacy, '-topk8', '-v1', 'PBE-MD5-DES', '-out', 'md5-des.key');
  openssl('pkcs8', ...legacy, '-topk8', '-v2', 'bf-cbc', '-out', 'bf.key');
  openssl('rsa', ...legacy, '-outform', 'PVK', '-out', 'rsa.pvk');
  openssl('req', '-new', '-x509', '-key', 'rsa.key', '-subj', '/CN=officer1', '-out', 'rsa.crt');
  const bundled = ['-inkey', 'rsa.key', '-in', 'rsa.crt', '-passout', PASS];
  openssl('pkcs12', '-export', ...bundled, '-out', 'rsa.p12');
}

function makePublicKeys(): void {
  for (const name of ['rsa', 'other', 'ec', 'ed', 'pss', 'pss512']) {
    openssl('pkey', '-in', `${name}.key`, '-pubout', '-out', `${name}.pub`);
  }
  openssl('rsa', '-in', 'rsa.key', '-RSAPublicKey_out', '-out', 'pkcs1.pub');
  openssl('rsa', '-in', 'rsa.key', '-pubout', '-outform', 'DER', '-out', 'rsa.pub.der');
  openssl('rsa', '-in', 'rsa.key', '-RSAPublicKey_out', '-outform', 'DER', '-out', 'pkcs1.pub.der');
  write('crt-pub.pem', read('rsa.crt', 'rsa.pub'));
  write('key-pub.pem', read('rsa.key', 'rsa.pub'));
  write('pub-key.pem', read('rsa.pub', 'rsa.key'));
}

function makeSignatures(): void {
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
}

// The exponent 65537 as an integer of DER; it comes after the modulus.
const EXPONENT = Buffer.from('0203010001', 'hex');

function changeExponent(key: Buffer): Buffer {
  const damaged = Buffer.from(key);
  damaged.writeUInt8(3, damaged.indexOf(EXPONENT) + EXPONENT.length - 1);
  return damaged;
}
