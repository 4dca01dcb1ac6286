import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireFile, requirePackage, requireProgram } from '../support/requirements.ts';
import { runCommand } from '../support/run-command.ts';

const SOFTHSM = '/usr/lib/softhsm/libsofthsm2.so';
const KEY = 'pkcs11:token=officer1;object=quorum';
const needed = [
  requirePackage('pkcs11js'),
  requireFile(SOFTHSM),
  requireProgram('softhsm2-util'),
  requireProgram('openssl'),
];

describe('mofn dgst with the URI of a key, before any token is asked', () => {
  it('wants a module, and repeats no PIN', async () => {
    const run = await runCommand(['dgst', '-sign', `${KEY}?pin-value=1234`], { stdin: 'abc' });
    expect([run.code, run.stdout]).toEqual([1, '']);
    expect(run.stderr).toMatch(/^Could not find private key: .*names no module/);
    const mistyped = await runCommand(['dgst', '-sign', 'pkcs11:tokn=a?pin-value=1234']);
    expect(mistyped.stderr).toMatch(/^Could not find private key: .*tokn/);
    expect(run.stderr + mistyped.stderr).not.toContain('1234');
  });
});

const labels = needed.map(({ label }) => label).join(' ');
describe.skipIf(needed.some(({ has }) => !has))(`mofn dgst with a SoftHSM2 token ${labels}`, () => {
  let folder: string;
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder });
  const dgst = (args: readonly string[], stdin = '') =>
    runCommand(['dgst', ...args], { cwd: folder, stdin, env: { MOFN_PKCS11_MODULE: SOFTHSM } });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mofn-dgst-token-'));
    mkdirSync(join(folder, 'tokens'));
    writeFileSync(join(folder, 'softhsm2.conf'), `directories.tokendir = ${folder}/tokens\n`);
    process.env['SOFTHSM2_CONF'] = join(folder, 'softhsm2.conf');
    openssl('genpkey', '-quiet', '-algorithm', 'RSA', '-out', 'officer1.key');
    openssl('pkey', '-in', 'officer1.key', '-pubout', '-out', 'officer1.pub');
    writeFileSync(join(folder, 'token'), Buffer.alloc(160, 7));
    writeFileSync(join(folder, 'pin'), '1234\n');
    const softhsm = (...args: string[]) => execFileSync('softhsm2-util', args);
    softhsm('--init-token', '--free', '--label', 'officer1', '--pin', '1234', '--so-pin', '5678');
    softhsm(
      ...['--import', join(folder, 'officer1.key'), '--token', 'officer1', '--pin', '1234'],
      ...['--label', 'quorum', '--id', '01'],
    );
  });
  afterAll(() => {
    delete process.env['SOFTHSM2_CONF'];
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['pin-value', [`${KEY}?pin-value=1234`]],
    ['pin-source', [`${KEY}?pin-source=pin`]],
    ['module-path', [`${KEY}?module-path=${SOFTHSM}&pin-value=1234`]],
    ['-passin', [KEY, '-passin', 'file:pin']],
  ])('signs as openssl does with the key itself: %s', async (_, words) => {
    const run = await dgst(['-sha256', '-sign', ...words, '-out', 'sig', 'token']);
    expect([run.code, run.stderr]).toEqual([0, '']);
    const own = openssl('dgst', '-sha256', '-sign', 'officer1.key', 'token');
    expect(readFileSync(join(folder, 'sig'))).toEqual(own);
    const verified = ['-sha256', '-verify', 'officer1.pub', '-signature', 'sig', 'token'];
    expect(openssl('dgst', ...verified).toString()).toBe('Verified OK\n');
  });

  it('shows a signature as openssl does, and verifies with the public half', async () => {
    const uri = `${KEY}?pin-value=1234`;
    const shown = await dgst(['-hex', '-c', '-sign', uri, 'token']);
    expect(shown.stdout).toBe(
      openssl('dgst', '-hex', '-c', '-sign', 'officer1.key', 'token').toString(),
    );
    writeFileSync(
      join(folder, 'sig512'),
      openssl('dgst', '-sha512', '-sign', 'officer1.key', 'token'),
    );
    for (const option of ['-verify', '-prverify']) {
      const run = await dgst(['-sha512', option, uri, '-signature', 'sig512', 'token']);
      expect([run.code, run.stdout]).toEqual([0, 'Verified OK\n']);
      const wrong = await dgst(['-sha256', option, uri, '-signature', 'sig512', 'token']);
      expect([wrong.code, wrong.stdout]).toEqual([1, 'Verification failure\n']);
    }
  });

  it('refuses another digest or padding, a wrong PIN and a key that is not there', async () => {
    const uri = `${KEY}?pin-value=1234`;
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [['-sha512', '-sign', uri], /^Error setting context\n/],
      [['-sign', uri, '-sigopt', 'rsa_padding_mode:pss'], /^Signature parameter error/],
      [['-sign', `${KEY}?pin-value=4321`], /^Could not find private key: .*PIN/],
      [['-sign', 'pkcs11:token=officer1;object=no?pin-value=1234'], /^Could not find private key/],
    ];
    for (const [words, told] of wrong) {
      const run = await dgst([...words, 'token']);
      expect([run.code, run.stdout]).toEqual([1, '']);
      expect(run.stderr).toMatch(told);
    }
  });
});
