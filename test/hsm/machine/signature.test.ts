import { execFileSync } from 'node:child_process';
import {
  constants,
  createHash,
  createPublicKey,
  generateKeyPairSync,
  privateEncrypt,
} from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { readQuorumKey } from '../../../src/hsm/machine/quorum-key.ts';
import { type RsaPublicKey, readRsaPublicKey } from '../../../src/hsm/machine/rsa-public-key.ts';
import { isSignatureRight } from '../../../src/hsm/machine/verify-signature.ts';
import { rightBlock } from '../../support/malformed-blocks.ts';
import { requireVectors } from '../../support/requirements.ts';
import { keyOf, type OfficerKey } from './bare-hsm.ts';

const message = Buffer.from('what the officers sign');
const digest = createHash('sha256').update(message).digest();

function open(key: OfficerKey): RsaPublicKey {
  const read = readQuorumKey(key.spki);
  if ('code' in read) throw new Error(read.code);
  return read;
}

/** RSASP1 on a block of any content, by OpenSSL. */
function signBlock(key: OfficerKey, block: Uint8Array): Uint8Array {
  return privateEncrypt({ key: key.privateKey, padding: constants.RSA_NO_PADDING }, block);
}

describe.each([3, 65537])('signatures under e = %d', (exponent) => {
  const key = keyOf('stranger', { exponent });
  const read = open(key);
  const right = key.sign(message);

  // The malformed ones: test/signer/malformed-encodings.test.ts.
  it('takes what OpenSSL signs, and the block that the malformed ones are made from', () => {
    expect(isSignatureRight(read, digest, right)).toBe(true);
    expect(Buffer.from(signBlock(key, rightBlock(digest, 256)))).toEqual(Buffer.from(right));
  });

  it('takes neither s + n, nor s + 2n, nor n, nor 0', () => {
    const s = BigInt(`0x${Buffer.from(right).toString('hex')}`);
    const n = BigInt(`0x${read.modulus}`);
    for (const integer of [s + n, s + 2n * n, n, n + 1n, n - s, 0n, 1n, n - 1n]) {
      const even = integer.toString(16).padStart(512, '0');
      const hex = even.length % 2 === 0 ? even : `0${even}`;
      const bytes = Buffer.from(hex, 'hex');
      expect(isSignatureRight(read, digest, bytes)).toBe(false);
      expect(isSignatureRight(read, digest, bytes.subarray(-256))).toBe(false);
    }
  });

  it('raises what is below n, and nothing else', () => {
    const bytesOf = (integer: bigint) =>
      Buffer.from(integer.toString(16).padStart(512, '0'), 'hex');
    const n = BigInt(`0x${read.modulus}`);
    expect(read.publicOperation(bytesOf(1n))).toEqual(bytesOf(1n));
    // The exponent is odd: −1 stays −1.
    expect(read.publicOperation(bytesOf(n - 1n))).toEqual(bytesOf(n - 1n));
    expect(read.publicOperation(bytesOf(n))).toBeUndefined();
    expect(read.publicOperation(bytesOf(n + 1n))).toBeUndefined();
  });

  it('takes only exactly 256 bytes', () => {
    for (let length = 0; length < 256; length += 1) {
      expect(isSignatureRight(read, digest, right.subarray(0, length))).toBe(false);
      expect(isSignatureRight(read, digest, right.subarray(256 - length))).toBe(false);
    }
    for (const more of [1, 2, 256]) {
      expect(isSignatureRight(read, digest, Buffer.concat([right, Buffer.alloc(more)]))).toBe(
        false,
      );
      expect(isSignatureRight(read, digest, Buffer.concat([Buffer.alloc(more), right]))).toBe(
        false,
      );
    }
  });

  it('takes no signature with a changed bit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2047 }), (bit) => {
        const changed = Uint8Array.from(right);
        changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        return !isSignatureRight(read, digest, changed);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a public key', () => {
  const key = keyOf('stranger');

  it('is read as OpenSSL reads it', () => {
    const { n, e } = createPublicKey(key.privateKey).export({ format: 'jwk' });
    expect(e).toBe('AQAB');
    expect(open(key).modulus).toBe(Buffer.from(n ?? '', 'base64url').toString('hex'));
  });

  it('has one encoding: whatever byte of it changes, it is another key or none', () => {
    const { modulus } = open(key);
    const [head, tail] = [33, 33 + 256];
    for (let at = 0; at < key.spki.length; at += 1) {
      const changed = Uint8Array.from(key.spki);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const read = readQuorumKey(changed);
      if (at < head) expect(read, `byte ${at}`).toHaveProperty('code');
      else if (at < tail) expect(read, `byte ${at}`).not.toMatchObject({ modulus });
    }
    const none = { code: 'not-spki' };
    expect(readRsaPublicKey(Buffer.concat([key.spki, Buffer.alloc(1)]))).toEqual(none);
    for (let length = 0; length < key.spki.length; length += 1) {
      expect(readRsaPublicKey(key.spki.subarray(0, length))).toEqual(none);
    }
  });

  it('is refused where it is not RSA, without a word of the parser', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    for (const bytes of [spki, Buffer.from('hello'), new Uint8Array(0)]) {
      expect(readRsaPublicKey(bytes)).toEqual({ code: 'not-spki' });
    }
  });
});

interface Wycheproof {
  readonly testGroups: readonly {
    readonly publicKeyPem?: string;
    readonly keyPem?: string;
    readonly sha: string;
    readonly tests: readonly {
      readonly tcId: number;
      readonly msg: string;
      readonly sig: string;
      readonly result: string;
    }[];
  }[];
}

const vectors = requireVectors();

describe.skipIf(!vectors.has)(`Wycheproof ${vectors.label}`, () => {
  it('2048 bits, SHA-256: all valid ones taken, all others refused, MissingNull too', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mofn-vectors-'));
    const file = 'wycheproof/rsa_signature_2048_sha256_test.json';
    try {
      execFileSync('tar', ['-xzf', vectors.archive, '-C', folder]);
      const suite = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Wycheproof;
      const counts = { taken: 0, refused: 0 };
      for (const group of suite.testGroups) {
        const spki = createPublicKey(group.publicKeyPem ?? '').export({
          type: 'spki',
          format: 'der',
        });
        const key = readQuorumKey(spki);
        if ('code' in key) throw new Error(key.code);
        for (const test of group.tests) {
          const hash = createHash('sha256').update(Buffer.from(test.msg, 'hex')).digest();
          const taken = isSignatureRight(key, hash, Buffer.from(test.sig, 'hex'));
          expect(taken, `case ${test.tcId}`).toBe(test.result === 'valid');
          counts[taken ? 'taken' : 'refused'] += 1;
        }
      }
      expect(counts).toEqual({ taken: 9, refused: 250 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
