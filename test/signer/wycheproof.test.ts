import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSignatureBy } from '../../src/ceremony/officer-key.ts';
import { readRsaPublicKey } from '../../src/hsm/machine/rsa-public-key.ts';
import { isSignatureRight } from '../../src/hsm/machine/verify-signature.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { openPrivateKey } from '../../src/signer/containers/private-key.ts';
import { readPlainPublicKey } from '../../src/signer/encodings/public-key.ts';
import { verifySignature } from '../../src/signer/verify.ts';
import { requireVectors } from '../support/requirements.ts';
import { Vectors } from '../support/vectors.ts';

interface TestCase {
  readonly tcId: number;
  readonly msg: string;
  readonly sig: string;
  readonly flags?: readonly string[];
  readonly result: 'valid' | 'invalid' | 'acceptable';
}

interface Group {
  readonly publicKeyPem?: string;
  readonly keyPem?: string;
  readonly privateKeyPem?: string;
  readonly sha: string;
  readonly tests: readonly TestCase[];
}

const vectors = requireVectors();

describe.skipIf(!vectors.has)(`Wycheproof, RSA PKCS#1 v1.5 with SHA-256 ${vectors.label}`, () => {
  let unpacked: Vectors;
  beforeAll(() => {
    unpacked = new Vectors();
  });
  afterAll(() => unpacked.remove());

  const groupsOf = (file: string): readonly Group[] =>
    unpacked
      .readJson<{ testGroups: Group[] }>(`wycheproof/${file}`)
      .testGroups.filter(({ sha }) => sha === 'SHA-256');

  it.each([
    ['rsa_signature_2048_sha256_test.json', 259],
    ['rsa_signature_3072_sha256_test.json', 259],
    ['rsa_signature_4096_sha256_test.json', 258],
    ['google-rsa_signature_test.json', 375],
  ] as const)('%s: the valid are accepted, all others refused', (file, count) => {
    const wrong: string[] = [];
    let seen = 0;
    for (const group of groupsOf(file)) {
      const pem = group.publicKeyPem ?? group.keyPem ?? '';
      const key = createPublicKey(pem);
      const plain = readPlainPublicKey(Buffer.from(pem));
      if (plain?.type !== 'rsa') throw new Error('expected an RSA key');
      for (const { tcId, msg, sig, result, flags = [] } of group.tests) {
        seen += 1;
        const [message, signature] = [Buffer.from(msg, 'hex'), Buffer.from(sig, 'hex')];
        // "acceptable" are right signatures of small keys, and those without the NULL parameter,
        // which OpenSSL refuses.
        const expected =
          result === 'valid' || (result === 'acceptable' && !flags.includes('MissingNull'));
        if (verifySignature(key, message, signature) !== expected) wrong.push(`${tcId} signer`);
        if (isSignatureBy(plain, message, signature, nodeCrypto) !== expected)
          wrong.push(`${tcId} ceremony`);
        if (acceptedByHsm(key, message, signature, expected) !== expected)
          wrong.push(`${tcId} HSM`);
      }
    }
    expect(wrong).toEqual([]);
    expect(seen).toBe(count);
  });

  it('every signature of the generation vectors is reproduced', async () => {
    const files = [
      'rsa_pkcs1_1024_sig_gen_test.json',
      'rsa_pkcs1_1536_sig_gen_test.json',
      'rsa_pkcs1_2048_sig_gen_test.json',
      'rsa_pkcs1_3072_sig_gen_test.json',
      'rsa_pkcs1_4096_sig_gen_test.json',
      'google-rsa_sig_gen_misc_test.json',
    ];
    let count = 0;
    for (const group of files.flatMap(groupsOf)) {
      const pem = Buffer.from(group.privateKeyPem ?? '');
      expect(createPrivateKey(pem).asymmetricKeyType).toBe('rsa');
      const signer = await openPrivateKey(pem, { name: 'vector' });
      for (const { msg, sig } of group.tests) {
        const signature = await signer.sign(Buffer.from(msg, 'hex'));
        expect(Buffer.from(signature).toString('hex')).toBe(sig);
        count += 1;
      }
    }
    expect(count).toBe(88);
  });
});

/** The HSM takes keys of 2048 bits only; for others there is nothing to ask it. */
function acceptedByHsm(
  key: KeyObject,
  message: Buffer,
  signature: Buffer,
  otherwise: boolean,
): boolean {
  if (key.asymmetricKeyDetails?.modulusLength !== 2048) return otherwise;
  const hsmKey = readRsaPublicKey(key.export({ format: 'der', type: 'spki' }));
  if ('code' in hsmKey) return otherwise;
  return isSignatureRight(hsmKey, createHash('sha256').update(message).digest(), signature);
}
