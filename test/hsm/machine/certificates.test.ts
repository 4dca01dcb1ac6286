import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { createMemoryCluster } from '../../../src/hsm/cluster/cluster.ts';
import {
  bitString,
  element,
  integer,
  objectIdentifier,
  sequence,
} from '../../../src/hsm/machine/certificates/write-der.ts';
import { requireProgram } from '../../support/requirements.ts';

const openssl = requireProgram('openssl');
const TYPES = [1, 2, 4, 8, 16];

const folder = mkdtempSync(join(tmpdir(), 'mofn-certificates-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What each server of a cluster answers for each type. */
async function askAll(seed: string): Promise<readonly (readonly string[])[]> {
  const { servers } = createMemoryCluster({ seed });
  return Promise.all(
    servers.map((server) =>
      Promise.all(
        TYPES.map(async (type) => {
          const reply = await server.execute({ op: 'getCertificate', type });
          return reply.ok ? reply.certificate : reply.error;
        }),
      ),
    ),
  );
}

/** What the cluster of the seed `one` answers, in files as well. */
async function ask(): ReturnType<typeof askAll> {
  const asked = await askAll('one');
  for (const [server, certificates] of asked.entries()) {
    for (const [at, pem] of certificates.entries()) {
      writeFileSync(join(folder, `${server}-${TYPES[at]}.pem`), pem);
    }
  }
  return asked;
}

/** All that openssl prints, whether it says yes or no. */
function run(...args: readonly string[]): string {
  try {
    return execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  } catch (thrown) {
    const { stdout, stderr } = thrown as { stdout: string; stderr: string };
    return stdout + stderr;
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** ITU-T X.690, 8.1.3 and 8.3: the shortest form, and no other. */
describe('DER', () => {
  it.each([
    [0, '0400'],
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [258, '04820102'],
    [65_535, '0482ffff'],
  ])('of %i bytes begins with %s', (length, begin) => {
    const written = element(0x04, [new Uint8Array(length)]);
    expect(hex(written)).toBe(begin + '00'.repeat(length));
  });

  it('of several parts holds them one behind the other', () => {
    const parts = [Uint8Array.of(1, 2), new Uint8Array(), Uint8Array.of(3)];
    expect(hex(element(0x31, parts))).toBe('3103010203');
    expect(hex(sequence(parts))).toBe('3003010203');
  });

  it.each([
    ['00', '020100'],
    ['0000', '020100'],
    ['01', '020101'],
    ['7f', '02017f'],
    ['80', '02020080'],
    ['ff', '020200ff'],
    ['007f', '02017f'],
    ['000080', '02020080'],
    ['0100', '02020100'],
    ['7f00', '02027f00'],
  ])('of the number %s is %s', (number, written) => {
    expect(hex(integer(Buffer.from(number, 'hex')))).toBe(written);
  });

  it('of bits tells how many of the last byte are not meant', () => {
    expect(hex(bitString(Uint8Array.of(0x80), 7))).toBe('03020780');
    expect(hex(bitString(Uint8Array.of(0x80)))).toBe('03020080');
  });

  it('of an object identifier has its first two numbers in one', () => {
    expect(hex(objectIdentifier([1, 3, 101, 112]))).toBe('06032b6570');
    expect(hex(objectIdentifier([2, 5, 4, 3]))).toBe('0603550403');
  });
});

describe('the certificates of an HSM', () => {
  it.skipIf(!openssl.has)(`lead to their roots, as openssl sees it ${openssl.label}`, async () => {
    await ask();
    const strict = ['verify', '-x509_strict', '-CAfile'];
    for (const server of [0, 1]) {
      expect(run(...strict, `${server}-1.pem`, `${server}-2.pem`)).toBe(`${server}-2.pem: OK\n`);
      expect(run(...strict, `${server}-4.pem`, `${server}-8.pem`)).toBe(`${server}-8.pem: OK\n`);
      const chain = ['-untrusted', `${server}-2.pem`, `${server}-16.pem`];
      expect(run(...strict, `${server}-1.pem`, ...chain)).toBe(`${server}-16.pem: OK\n`);
    }
    expect(run(...strict, '0-1.pem', '0-8.pem')).toMatch(/unable to get local issuer certificate/);
    expect(run(...strict, '0-1.pem', '-untrusted', '1-2.pem', '0-16.pem')).toMatch(/unable to get/);
  });

  it.skipIf(!openssl.has)(`say whose they are ${openssl.label}`, async () => {
    await ask();
    const names = TYPES.map((type) => run('x509', '-in', `0-${type}.pem`, '-noout', '-subject'));
    expect(names.map((name) => name.replace(/^subject=CN ?= ?|\n$/g, ''))).toEqual([
      'mofn emulator: manufacturer root',
      expect.stringMatching(/^mofn emulator: hardware [0-9A-F]{16}$/),
      'mofn emulator: customer root',
      expect.stringMatching(/^mofn emulator: cluster hsm-[0-9a-f]{11}$/),
      expect.stringMatching(/^mofn emulator: cluster hsm-[0-9a-f]{11}$/),
    ]);
    const times = run('x509', '-in', '0-8.pem', '-noout', '-dates');
    expect(times).toBe('notBefore=Jan  1 00:00:00 1970 GMT\nnotAfter=Dec 31 23:59:59 9999 GMT\n');
  });

  it('are PEM of X.509 that node reads too, roots and all but the cluster of authorities', async () => {
    for (const certificates of await ask()) {
      const read = certificates.map((pem) => new X509Certificate(pem));
      expect(read.map(({ ca }) => ca)).toEqual([true, true, true, false, false]);
      const [manufacturer, hardware, customer] = read.map(({ publicKey }) => publicKey);
      const signers = [manufacturer, manufacturer, customer, customer, hardware];
      expect(read.map((one, at) => signers[at] !== undefined && one.verify(signers[at]))).toEqual(
        TYPES.map(() => true),
      );
      for (const pem of certificates) {
        expect(pem).toMatch(
          /^-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/]{64}\n)+[A-Za-z0-9+/]{1,64}={0,2}\n-----END CERTIFICATE-----\n$/,
        );
      }
    }
  });

  it('are the same for one seed, and those of a cluster have the roots in common', async () => {
    const asked = await ask();
    expect(await askAll('one')).toEqual(asked);
    const [[ofOne = [], ofOther = []], [ofAnother = []]] = [asked, await askAll('two')];
    const same = TYPES.filter((_, at) => ofOne[at] === ofOther[at]);
    expect(same).toEqual([1, 4]);
    expect(TYPES.filter((_, at) => ofOne[at] === ofAnother[at])).toEqual([1]);
  });

  it('are of five types', async () => {
    const [server] = createMemoryCluster({}).servers;
    for (const type of [0, 3, 32, 1.5]) {
      expect(await server?.execute({ op: 'getCertificate', type })).toEqual({
        ok: false,
        error: 'RET_INVALID_INPUT',
        reason: { code: 'certificate-type-unknown', type },
      });
    }
    expect(await server?.execute({ op: 'getCertificate', type: Number.NaN })).toMatchObject({
      reason: { code: 'number-malformed', field: 'certificate-type' },
    });
  });
});
