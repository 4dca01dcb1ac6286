import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createKeySigner } from '../../src/signer/key-signer.ts';
import { signDigest } from '../../src/signer/sign-digest.ts';
import { signRegistration } from '../../src/signer/sign-registration.ts';
import { openedSigner } from '../../src/signer/signer.ts';
import { matchesKey, matchesKeyOfDigest } from '../../src/signer/verify.ts';
import { encodeTokens } from '../../src/token/record.ts';
import { takeKey } from '../support/keys.ts';
import { sampleRecord } from '../support/officer-folder.ts';
import { requireProgram } from '../support/requirements.ts';

const message = Buffer.from('a log-in');
const digest = createHash('sha256').update(message).digest();
const { privateKey, publicKey, privatePem } = takeKey('officer1');
const signer = createKeySigner(privateKey, { name: 'officer1.key' });

describe('signDigest', () => {
  const openssl = requireProgram('openssl');
  it.skipIf(!openssl.has)(`gives the bytes of openssl pkeyutl ${openssl.label}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mofn-digest-'));
    try {
      writeFileSync(join(folder, 'key'), privatePem);
      writeFileSync(join(folder, 'digest'), digest);
      const sign = ['-sign', '-inkey', 'key', '-pkeyopt', 'digest:sha256'];
      const words = ['pkeyutl', ...sign, '-in', 'digest', '-out', 'sig'];
      execFileSync('openssl', words, { cwd: folder });
      expect(await signDigest(digest, signer)).toEqual(readFileSync(join(folder, 'sig')));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('signs as who has the message does', async () => {
    const signature = await signDigest(digest, signer);
    expect(signature).toEqual(await signer.sign(message));
    expect(matchesKey(publicKey, message, signature)).toBe(true);
    expect(matchesKeyOfDigest(publicKey, digest, signature)).toBe(true);
    expect(matchesKeyOfDigest(publicKey, message, signature)).toBe(false);
    expect(matchesKeyOfDigest(publicKey, digest, signature.subarray(1))).toBe(false);
    expect(matchesKeyOfDigest(publicKey, digest, new Uint8Array(256).fill(0xff))).toBe(false);
    expect(matchesKeyOfDigest(takeKey('officer2').publicKey, digest, signature)).toBe(false);
  });

  it('is refused where the key’s owner signs messages only', async () => {
    const { sign, close } = signer;
    const agent = openedSigner({ publicKey, description: 'ssh-agent SHA256:abc', sign, close });
    await expect(signDigest(digest, agent)).rejects.toMatchObject({
      code: 'signer-no-digest',
      kind: 'key',
      values: { signer: 'ssh-agent SHA256:abc' },
    });
  });
});

describe('signRegistration', () => {
  it('signs data of a registration', async () => {
    expect(await signRegistration(message, signer)).toEqual(await signer.sign(message));
  });

  it('signs no record of a token, nor one among other bytes', async () => {
    const record = encodeTokens([sampleRecord({ node: 1, nonce: 7 })]);
    for (const [data, records] of [
      [record, 1],
      [Buffer.concat([record, Buffer.alloc(80, 0x41), record]), 2],
      [Buffer.concat([record, record, Buffer.from('\n')]), 2],
      [Buffer.concat([Buffer.from('data'), record]), 1],
    ] as const) {
      await expect(signRegistration(data, signer)).rejects.toMatchObject({
        code: 'registration-token',
        kind: 'file',
        values: { records },
      });
    }
  });

  it('signs nothing that is signed of an envelope', async () => {
    const data = Buffer.from('DSSEv1 4 text 2 hi');
    await expect(signRegistration(data, signer)).rejects.toMatchObject({
      code: 'registration-envelope',
      kind: 'file',
    });
  });
});
