import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  fingerprintOfficerKey,
  identifyKey,
  isSignatureBy,
  isSignatureOfDigest,
  type OfficerKey,
} from '../../src/ceremony/officer-key.ts';
import { readOfficerKey } from '../../src/ceremony/roster.ts';
import type { CryptoProvider } from '../../src/crypto-provider.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { encodeSha256Block } from '../../src/signer/encodings/pkcs1-block.ts';
import { takeKey } from '../support/keys.ts';
import { sha256 } from '../support/sdk5-files.ts';

const MESSAGE = Buffer.from('message');

function keyOf(name: string, bits = 2048): OfficerKey {
  const { key } = readOfficerKey({ content: Buffer.from(takeKey(name, { bits }).publicPem) });
  if (key === undefined) throw new Error(`${name} has a key`);
  return key;
}

const key = keyOf('officer1');
const signature = sign('sha256', MESSAGE, takeKey('officer1').privateKey);

/** Whose public operation gives the very block that is looked for, whatever it is asked. */
function willing(length: number): Pick<CryptoProvider, 'publicOperation'> {
  return { publicOperation: () => encodeSha256Block(sha256(MESSAGE), length) };
}

describe('the key of an officer', () => {
  it('is told from others by its modulus, and pinned by its SubjectPublicKeyInfo', () => {
    const { publicKey, spki } = takeKey('officer1');
    const { n = '' } = publicKey.export({ format: 'jwk' });
    expect(identifyKey(key)).toBe(Buffer.from(n, 'base64url').toString('hex'));
    expect(fingerprintOfficerKey(key, nodeCrypto)).toBe(sha256(spki).toString('hex'));
  });

  it('has a signature of its own, and of its message, right', () => {
    expect(isSignatureBy(key, MESSAGE, signature, nodeCrypto)).toBe(true);
    expect(isSignatureOfDigest(key, sha256(MESSAGE), signature, nodeCrypto)).toBe(true);
    expect(isSignatureBy(key, Buffer.from('massage'), signature, nodeCrypto)).toBe(false);
    expect(isSignatureBy(keyOf('officer2'), MESSAGE, signature, nodeCrypto)).toBe(false);
  });

  it('has one right of exactly as many bytes as its modulus, whatever the provider says', () => {
    const isRight = (bytes: Uint8Array): boolean =>
      isSignatureOfDigest(key, sha256(MESSAGE), bytes, willing(256));
    expect(isRight(new Uint8Array(256))).toBe(true);
    expect([0, 255, 257, 512].map((length) => isRight(new Uint8Array(length)))).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('has none right where it proves nothing, whatever the provider says', () => {
    const flawed = { ...key, numbers: { ...key.numbers, exponent: Uint8Array.of(1) } };
    const block = encodeSha256Block(sha256(MESSAGE), 256) ?? new Uint8Array();
    expect(isSignatureOfDigest(flawed, sha256(MESSAGE), block, willing(256))).toBe(false);
  });

  it('has none right where its modulus is too short for the block', () => {
    const numbers = { modulus: key.numbers.modulus.slice(-60), exponent: key.numbers.exponent };
    const none = { publicOperation: () => new Uint8Array(60) };
    const isRight = isSignatureOfDigest(
      { numbers, bits: 480 },
      sha256(MESSAGE),
      new Uint8Array(60),
      none,
    );
    expect(isRight).toBe(false);
  });
});
