import { execFileSync, spawn } from 'node:child_process';
import { createCipheriv, createPrivateKey, type KeyObject, pbkdf2Sync } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdtempSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WORK_LIMITS, Workload } from '../../src/signer/containers/key-work.ts';
import { readPrivateKey } from '../../src/signer/containers/private-key.ts';
import {
  childrenOf,
  type DerElement,
  encodeElement,
  readElement,
  readNumber,
  TAG,
} from '../../src/signer/encodings/der.ts';
import { rejectionOf } from '../support/failure-of.ts';
import { takeKey } from '../support/keys.ts';
import { openOnceRead } from '../support/open-once-read.ts';
import { requireProgram } from '../support/requirements.ts';

const openssl = requireProgram('openssl');
const sshKeygen = requireProgram('ssh-keygen');
const MOFN = join(import.meta.dirname, '../../bin/mofn');
const HUGE = 2 ** 31 - 1;
const PASSPHRASE = 'correct horse';

let folder: string;
let key: KeyObject;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-work-'));
  writeFileSync(join(folder, 'key'), takeKey('officer1').privatePem, { mode: 0o600 });
  key = createPrivateKey(readFileSync(join(folder, 'key')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs openssl, or ssh-keygen, and reads the file `out` that it writes. */
function make(program: string, words: string): Buffer {
  execFileSync(program, words.split(' '), {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, PASSPHRASE },
  });
  return readFileSync(join(folder, 'out'));
}

const LEGACY = '-provider legacy -provider default';
const PKCS8 = `pkcs8 ${LEGACY} -topk8 -in key -outform DER -out out -passout env:PASSPHRASE`;
const PKCS12 = `pkcs12 ${LEGACY} -export -inkey key -nocerts -out out -passout env:PASSPHRASE`;

/** How files are made, by what is counted in them: the count that stands there. */
const FILES = {
  'PKCS#8 under PBKDF2': { words: `${PKCS8} -v2 aes-256-cbc -iter 2049`, count: 2049 },
  'PKCS#8 under PBKDF2 with SHA-512': {
    words: `${PKCS8} -v2 aria-192-cbc -v2prf hmacWithSHA512 -iter 2049`,
    count: 2049,
  },
  'PKCS#8 under PBKDF2 and DES': { words: `${PKCS8} -v2 des -iter 2049`, count: 2049 },
  'PKCS#8 under scrypt, N': { words: `${PKCS8} -scrypt -scrypt_N 1024`, count: 1024 },
  'PKCS#8 under scrypt, r': { words: `${PKCS8} -scrypt -scrypt_N 1024 -scrypt_r 7`, count: 7 },
  'PKCS#8 under scrypt, p': { words: `${PKCS8} -scrypt -scrypt_N 1024 -scrypt_p 3`, count: 3 },
  'PKCS#8 under 3DES': { words: `${PKCS8} -v1 PBE-SHA1-3DES -iter 2049`, count: 2049 },
  'PKCS#8 under 3DES with two keys': {
    words: `${PKCS8} -v1 PBE-SHA1-2DES -iter 2049`,
    count: 2049,
  },
  'PKCS#8 under RC2-40': { words: `${PKCS8} -v1 PBE-SHA1-RC2-40 -iter 2049`, count: 2049 },
  'PKCS#12, its MAC': { words: `${PKCS12} -iter 2049 -keypbe NONE`, count: 2049 },
  'PKCS#12, its MAC with SHA-512': { words: `${PKCS12} -iter 2049 -macalg sha512`, count: 2049 },
  'PKCS#12, its key under PBKDF2': { words: `${PKCS12} -iter 2049 -nomaciter`, count: 2049 },
  'PKCS#12, its key under 3DES': {
    words: `${PKCS12} -legacy -iter 2049 -nomaciter`,
    count: 2049,
  },
} as const;

type Name = keyof typeof FILES;
const NAMES = Object.keys(FILES) as Name[];

/** The same DER with another count, also in what stands in octet strings. */
function recount(element: DerElement, from: number, to: number): Uint8Array {
  const { tag, content, whole } = element;
  if (tag === TAG.integer && content.length <= 4 && readNumber(content) === from) {
    const bytes = Buffer.alloc(5);
    bytes.writeUInt32BE(to, 1);
    return encodeElement(TAG.integer, bytes);
  }
  const inner = tag === TAG.octetString ? readElement(content) : undefined;
  if (inner !== undefined && inner.whole.length === content.length && inner.tag === TAG.sequence) {
    return encodeElement(tag, recount(inner, from, to));
  }
  if ((tag & 0x20) === 0) return whole;
  return encodeElement(tag, ...childrenOf(element).map((child) => recount(child, from, to)));
}

function hostile(name: Name, to = HUGE): Buffer {
  const { words, count } = FILES[name];
  const element = readElement(make('openssl', words));
  if (element === undefined) throw new Error('openssl writes DER');
  return Buffer.from(recount(element, count, to));
}

/** OpenSSH's format with another number of rounds, which stands behind the salt of 16 bytes. */
function opensshKey(rounds: number): Buffer {
  writeFileSync(join(folder, 'out'), readFileSync(join(folder, 'key')), { mode: 0o600 });
  const text = make('ssh-keygen', `-q -p -P  -N ${PASSPHRASE.replace(' ', '_')} -a 3 -f out`);
  const body = Buffer.from(text.toString().replace(/-----.*-----|\s/g, ''), 'base64');
  body.writeUInt32BE(rounds, body.indexOf('bcrypt') + 6 + 4 + 4 + 16);
  const lines = body.toString('base64').replace(/.{70}/g, '$&\n');
  return Buffer.from(
    `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}\n-----END OPENSSH PRIVATE KEY-----\n`,
  );
}

const neverAsk = (): never => {
  throw new Error('the pass phrase was asked for');
};

async function refusalOf(file: Uint8Array, formats: 'all' | 'openssl' = 'all'): Promise<string> {
  const opening = readPrivateKey(file, { name: 'mine.key', formats, passphrase: neverAsk });
  const { kind, message, hint } = await rejectionOf(opening);
  expect(kind).toBe('key');
  expect(hint).not.toBe('');
  return message;
}

describe.skipIf(!openssl.has || !sshKeygen.has)(`key files ${openssl.label}`, () => {
  it.each(NAMES)('of ordinary counts give the key: %s', async (name) => {
    const file = make('openssl', FILES[name].words);
    const { key: opened } = await readPrivateKey(file, { passphrase: PASSPHRASE });
    expect(opened.equals(key)).toBe(true);
  });

  it.each(NAMES)('of 2^31 − 1 are refused before anything is asked: %s', async (name) => {
    const file = hostile(name);
    const reason = /the key "mine.key" asks for \d+ .* and at most \d+ are done for one file/;
    expect(await refusalOf(file)).toMatch(reason);
    if (!/DES$|RC2/.test(name)) expect(await refusalOf(file, 'openssl')).toMatch(reason);
  });

  it('of OpenSSH’s format are refused, too', async () => {
    expect(await refusalOf(opensshKey(HUGE))).toBe(
      'the key "mine.key" asks for 2147483647 rounds of bcrypt, and at most 1000 are done for one file',
    );
    const passphrase = PASSPHRASE.replace(' ', '_');
    const { key: opened } = await readPrivateKey(opensshKey(3), { passphrase });
    expect(opened.equals(key)).toBe(true);
  });

  it('may ask for as much as the limit, and not for one more', async () => {
    for (const [name, kind] of [
      ['PKCS#8 under PBKDF2', 'pbkdf2'],
      ['PKCS#8 under 3DES', 'pkcs12'],
      ['PKCS#12, its MAC', 'pkcs12'],
    ] as const) {
      expect(await refusalOf(hostile(name, WORK_LIMITS[kind] + 1))).toContain('asks for');
    }
    const file = hostile('PKCS#8 under PBKDF2', WORK_LIMITS.pbkdf2);
    const asked = new Error('asked');
    const opening = readPrivateKey(file, { passphrase: () => Promise.reject(asked) });
    await expect(opening).rejects.toBe(asked);
  });

  it('of PKCS#12 cannot hide a count in what is encrypted under no pass phrase', async () => {
    expect(await refusalOf(hiddenCount())).toContain('2147483647 iterations of PBKDF2');
  });

  it('leave others their turn while they are opened', async () => {
    for (const file of [
      hostile('PKCS#8 under PBKDF2', 100_000),
      hostile('PKCS#8 under 3DES', 20_000),
      hostile('PKCS#12, its MAC', 20_000),
      make('openssl', `${PKCS8} -scrypt`),
      opensshKey(2),
    ]) {
      let turns = 0;
      const counter = setInterval(() => (turns += 1), 1);
      await readPrivateKey(file, { passphrase: 'wrong' }).catch(() => undefined);
      clearInterval(counter);
      expect(turns).toBeGreaterThan(0);
    }
  });

  it.each([
    ['PKCS#8', () => hostile('PKCS#8 under PBKDF2', WORK_LIMITS.pbkdf2)],
    ['PKCS#12’s derivation', () => hostile('PKCS#8 under 3DES', WORK_LIMITS.pkcs12)],
    ['OpenSSH', () => opensshKey(WORK_LIMITS.bcrypt)],
  ])('and Ctrl-C ends the largest that are taken: %s', async (_, makeFile) => {
    writeFileSync(join(folder, 'slow.key'), makeFile(), { mode: 0o600 });
    rmSync(join(folder, 'fifo'), { force: true });
    execFileSync('mkfifo', [join(folder, 'fifo')]);
    const words = ['key', 'show', 'slow.key', '--passin', 'file:fifo'];
    const child = spawn(process.execPath, [MOFN, ...words], { cwd: folder, stdio: 'ignore' });
    const ended = once(child, 'exit');
    const writer = await openOnceRead(join(folder, 'fifo'));
    writeSync(writer, 'wrong\n');
    closeSync(writer);
    await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
  });
});

it('all that one file asks for is added up, but for memory, which is given back', () => {
  const workload = new Workload();
  const half = { kind: 'pbkdf2', count: WORK_LIMITS.pbkdf2 / 2 } as const;
  const memory = { kind: 'scrypt-memory', count: WORK_LIMITS['scrypt-memory'] } as const;
  expect(workload.refuse('pkcs12', [half, memory, memory])).toBeUndefined();
  const other = { kind: 'bcrypt', count: WORK_LIMITS.bcrypt / 2 } as const;
  expect(workload.refuse('openssh', [other])).toBeUndefined();
  expect(workload.refuse('openssh', [{ kind: 'bcrypt', count: 1 }])).toEqual({
    why: 'key-work-too-large',
    container: 'openssh',
    work: 'bcrypt',
    count: 1001,
    limit: 1000,
  });
});

it('a key of more bits than OpenSSL has public keys of is refused', async () => {
  const { n = '', ...rest } = takeKey('officer1').privateKey.export({ format: 'jwk' });
  const large = Buffer.concat([Buffer.from(n, 'base64url'), Buffer.alloc(2 ** 14 / 8, 1)]);
  const jwk = { ...rest, n: large.toString('base64url') };
  const file = createPrivateKey({ key: jwk, format: 'jwk' }).export({
    format: 'der',
    type: 'pkcs1',
  });
  expect(await refusalOf(file)).toBe(
    'the key "mine.key" has 18432 bits, and at most 16384 are taken',
  );
});

it('the limits of work are those of docs/keys.md', () => {
  const page = readFileSync('docs/keys.md', 'utf8');
  const [, section = ''] = page.split('### How much work a key file may ask for');
  const limits = [...section.matchAll(/^\|.*\| (\d+) \|$/gm)].map(([, limit]) => Number(limit));
  expect(limits.slice(0, 5)).toEqual(Object.values(WORK_LIMITS));
});

/** A bag with a huge count, in a safe that the empty pass phrase opens, without a MAC. */
function hiddenCount(): Uint8Array {
  const oid = (hex: string): Uint8Array => encodeElement(TAG.oid, Buffer.from(hex, 'hex'));
  const sequence = (...of: Uint8Array[]): Uint8Array => encodeElement(TAG.sequence, ...of);
  const octets = (bytes: Uint8Array): Uint8Array => encodeElement(TAG.octetString, bytes);
  const number = (value: number): Uint8Array => encodeElement(TAG.integer, Uint8Array.of(value));
  const tagged = (...of: Uint8Array[]): Uint8Array => encodeElement(0xa0, ...of);
  const bag = sequence(oid('2a864886f70d010c0a0102'), tagged(hostile('PKCS#8 under PBKDF2')));
  const [salt, iv] = [Buffer.alloc(8, 1), Buffer.alloc(16, 2)];
  const cipher = createCipheriv('aes-128-cbc', pbkdf2Sync('', salt, 1, 16, 'sha1'), iv);
  const sealed = Buffer.concat([cipher.update(sequence(bag)), cipher.final()]);
  const pbkdf2 = sequence(oid('2a864886f70d01050c'), sequence(octets(salt), number(1)));
  const aes = sequence(oid('60864801650304010' + '2'), octets(iv));
  const algorithm = sequence(oid('2a864886f70d01050d'), sequence(pbkdf2, aes));
  const data = oid('2a864886f70d010701');
  const content = sequence(data, algorithm, encodeElement(0x80, sealed));
  const safe = sequence(oid('2a864886f70d010706'), tagged(sequence(number(0), content)));
  return sequence(number(3), sequence(data, tagged(octets(sequence(safe)))));
}
