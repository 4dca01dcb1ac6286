import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPublicKey } from '../../../src/signer/containers/public-key.ts';
import {
  encodePublicKey,
  type PlainPublicKey,
  readPlainPublicKey,
} from '../../../src/signer/encodings/public-key.ts';
import { requireProgram, requireVectors } from '../../support/requirements.ts';
import { Vectors } from '../../support/vectors.ts';

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');

/** What OpenSSL makes of a file: the type, and the numbers of RSA. */
function askOpenssl(bytes: Uint8Array): string {
  const key = readPublicKey(bytes);
  if (key?.asymmetricKeyType !== 'rsa') return describeOther(key);
  const { n, e } = key.export({ format: 'jwk' });
  return `rsa ${key.asymmetricKeyDetails?.modulusLength} ${n} ${e}`;
}

function describeOther(key: KeyObject | undefined): string {
  return key === undefined ? 'none' : (key.asymmetricKeyType ?? 'unknown');
}

/** The same of the pure reader. */
function askReader(bytes: Uint8Array): string {
  const key = readPlainPublicKey(bytes);
  if (key?.type !== 'rsa') return key?.type ?? 'none';
  const { modulus, exponent } = key.numbers;
  return `rsa ${key.bits} ${base64url(modulus)} ${base64url(exponent)}`;
}

function numbersIn(key: PlainPublicKey | undefined): Uint8Array {
  return key?.type === 'rsa' ? encodePublicKey(key.numbers) : new Uint8Array();
}

const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 512 });

const vectors = requireVectors();
describe.skipIf(!vectors.has)(
  `public keys, beside OpenSSL: files of others ${vectors.label}`,
  () => {
    it('reads the same of each', () => {
      const unpacked = new Vectors();
      try {
        const folder = join(unpacked.folder, 'keys/files');
        const read = readdirSync(folder).map((name) => {
          const bytes = readFileSync(join(folder, name));
          expect([name, askReader(bytes)]).toEqual([name, askOpenssl(bytes)]);
          return askReader(bytes).split(' ')[0];
        });
        expect(read.filter((type) => type === 'rsa').length).toBeGreaterThan(20);
      } finally {
        unpacked.remove();
      }
    });
  },
);

/** The types of Node's own declarations lack Diffie-Hellman. */
const generateAny = generateKeyPairSync as unknown as (
  type: string,
  options: object,
) => { readonly publicKey: KeyObject };

describe('public keys, beside OpenSSL', () => {
  const keys: readonly (readonly [string, () => KeyObject])[] = [
    ['rsa', () => rsa.publicKey],
    ['rsa-pss', () => generateKeyPairSync('rsa-pss', { modulusLength: 1024 }).publicKey],
    [
      'dsa',
      () => generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).publicKey,
    ],
    ['dh', () => generateAny('dh', { group: 'modp14' }).publicKey],
    ['ec', () => generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey],
    ['ed25519', () => generateKeyPairSync('ed25519').publicKey],
    ['ed448', () => generateKeyPairSync('ed448').publicKey],
    ['x25519', () => generateKeyPairSync('x25519').publicKey],
    ['x448', () => generateKeyPairSync('x448').publicKey],
  ];

  it.each(keys)('reads %s, PEM and DER', (type, make) => {
    const key = make();
    for (const bytes of [spki(key), Buffer.from(key.export({ type: 'spki', format: 'pem' }))]) {
      expect(askReader(bytes)).toBe(askOpenssl(bytes));
      expect(askReader(bytes).split(' ')[0]).toBe(type);
    }
  });

  it('stops at a private key, and looks behind what is no key', () => {
    const pem = (type: 'pkcs8' | 'spki', key: KeyObject): string =>
      key.export({ type, format: 'pem' } as never).toString();
    const secret = pem('pkcs8', rsa.privateKey);
    const open = pem('spki', rsa.publicKey);
    const junk = '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n';
    for (const text of [secret, secret + open, open + secret, junk + open, `text\n${open}`, '']) {
      const bytes = Buffer.from(text);
      expect(askReader(bytes)).toBe(askOpenssl(bytes));
    }
    expect(askReader(Buffer.from(secret + open))).toBe('none');
    expect(askReader(Buffer.from(junk + open))).toMatch(/^rsa 512 /);
  });

  it.each<[string, string]>([
    ['its algorithm by X.500', '0604550801010500'],
    ['without parameters', '06092a864886f70d010101'],
    ['with other parameters', '06092a864886f70d010101020101'],
    ['RSAES-OAEP', '06092a864886f70d0101070500'],
    ['the algorithm of a signature', '06092a864886f70d01010b0500'],
  ])('takes or refuses an RSA key as OpenSSL does: %s', (_, algorithm) => {
    const der = spki(rsa.publicKey).toString('hex');
    const body = der.slice(der.indexOf('0500') + 4);
    const element = (tag: string, hex: string): string =>
      tag + (hex.length / 2).toString(16).padStart(2, '0') + hex;
    const bytes = Buffer.from(element('30', element('30', algorithm) + body), 'hex');
    expect(askReader(bytes)).toBe(askOpenssl(bytes));
  });

  it('writes the SubjectPublicKeyInfo that OpenSSL writes', () => {
    const der = spki(rsa.publicKey);
    expect(Buffer.from(numbersIn(readPlainPublicKey(der))).equals(der)).toBe(true);
  });
});

const openssl = requireProgram('openssl');
describe.skipIf(!openssl.has)(`public keys, beside OpenSSL: damaged files ${openssl.label}`, () => {
  let folder = '';
  const sources: Buffer[] = [];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mofn-public-key-'));
    writeFileSync(join(folder, 'key'), rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const request = 'req -x509 -new -key key -subj /C=DE/CN=officer1 -outform DER -out crt';
    execFileSync('openssl', request.split(' '), { cwd: folder, stdio: 'ignore' });
    sources.push(
      readFileSync(join(folder, 'crt')),
      spki(rsa.publicKey),
      rsa.publicKey.export({ type: 'pkcs1', format: 'der' }),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('takes and refuses the same, and reads the same numbers', () => {
    const outcomes = { taken: 0, refused: 0 };
    const change = fc.record({ at: fc.nat(), value: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(
        fc.nat({ max: 2 }),
        fc.array(change, { minLength: 0, maxLength: 2 }),
        fc.boolean(),
        (which, changes, bits) => {
          const bytes = Buffer.from(sources[which] ?? []);
          for (const { at, value } of changes) {
            const place = at % bytes.length;
            bytes[place] = bits ? (bytes[place] ?? 0) ^ (1 << (value % 8)) : value;
          }
          const answer = askOpenssl(bytes);
          outcomes[answer === 'none' ? 'refused' : 'taken']++;
          expect(askReader(bytes)).toBe(answer);
        },
      ),
      { numRuns: process.env['MOFN_LONG'] === '1' ? 20_000 : 2000, seed: 1 },
    );
    expect(Math.min(outcomes.taken, outcomes.refused)).toBeGreaterThan(100);
  });
});
