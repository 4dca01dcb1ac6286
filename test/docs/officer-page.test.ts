import { execFileSync } from 'node:child_process';
import { randomBytes, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { WRONG_CAUSE_CODES } from '../../src/words/causes.ts';
import { takeKey } from '../support/keys.ts';
import { makeOfficerFolder } from '../support/officer-folder.ts';
import { requireProgram } from '../support/requirements.ts';
import { authDataFile, mfaFile, registrationFile, signDigest } from '../support/sdk5-files.ts';

const PAGE = readFileSync(new URL('../../docs/officer.md', import.meta.url), 'utf8');

it('docs/officer.md explains every cause of a wrong signature, and no other', () => {
  const explained = [...PAGE.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map((match) => match[1]);
  expect(explained.toSorted()).toEqual(WRONG_CAUSE_CODES.toSorted());
});

/** By officer2. */
function expectSigned(message: Uint8Array, signature: Uint8Array): void {
  expect(verify('sha256', message, takeKey('officer2').publicKey, signature)).toBe(true);
}

const openssl = requireProgram('openssl');

/** The blocks marked `sh`, one after the other in one folder, as a reader would type them. */
it.skipIf(!openssl.has)(`docs/officer.md: its commands lead to the quorum ${openssl.label}`, () => {
  const folder = makeOfficerFolder();
  const programs = mkdtempSync(join(tmpdir(), 'mofn-bin-'));
  try {
    symlinkSync(resolve('bin/mofn'), join(programs, 'mofn'));
    for (const made of ['officer1.token.sig1', 'officer1.token.sig2', 'approval.txt']) {
      rmSync(join(folder, made));
    }
    const challenge = randomBytes(64);
    writeFileSync(join(folder, 'registration.json'), registrationFile(randomBytes(200)));
    writeFileSync(join(folder, 'login.json'), mfaFile(randomBytes(32), randomBytes(32)));
    const digests = [randomBytes(32), randomBytes(32)];
    writeFileSync(join(folder, 'authdata'), authDataFile(...digests));
    writeFileSync(join(folder, 'challenge'), `${challenge.toString('base64url')}==`);
    const run = (command: string): string =>
      execFileSync('bash', ['-euo', 'pipefail', '-c', command], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}` },
      });
    const blocks = [...PAGE.matchAll(/^```sh\n(.*?)^```$/gms)].map((match) => match[1] ?? '');
    expect(blocks.length).toBeGreaterThan(5);
    const printed = blocks.map(run).join('');
    expect(printed).toContain('2 of 2: the quorum is reached');
    expect(printed).toContain('note: create user bob');
    for (const warning of PAGE.match(/^warning: .*\n/gm) ?? []) expect(printed).toContain(warning);
    expect(printed).toContain('advice no-officer-to-spare');
    const combined = run('mofn approval show combined.txt --as device --json');
    expect(JSON.parse(combined).approvers.map(({ name }: { name: string }) => name)).toEqual([
      'officer1',
      'officer2',
    ]);
    expect(printed.match(/3 of 2: the quorum is reached/g)).toHaveLength(3);
    expect(printed.match(/^not signed$/gm)).toHaveLength(1);
    expect(printed.match(/Verified (OK|Successfully)/g)).toHaveLength(2);
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
    const signed = JSON.parse(read('registration.json')).tokens[0];
    expectSigned(Buffer.from(signed.approval_data, 'base64'), Buffer.from(signed.signed, 'base64'));
    expect(JSON.parse(read('login.json')).tokens[1].signed).toMatch(/^[\w+/]{342}==$/);
    // By mofn and by openssl alone, it is the same.
    for (const name of ['authdata', 'authdata.signed']) {
      const { PublicKey, Data } = JSON.parse(read(name));
      expect(PublicKey).toBe(takeKey('officer2').publicPem);
      expect(Data.map(({ Signature }: { Signature: string }) => Signature)).toEqual(
        digests.map((digest) =>
          signDigest(digest, takeKey('officer2').privateKey).toString('base64'),
        ),
      );
    }
    expect(printed).toContain('error base64: found base64 with blanks or line ends in it');
    expect(read('pasted.json')).toBe(read('approved.json'));
    expect(read('again.json')).toBe(read('approved.json'));
    expectSigned(challenge, Buffer.from(read('answer'), 'base64url'));
  } finally {
    for (const made of [folder, programs]) rmSync(made, { recursive: true, force: true });
  }
});
