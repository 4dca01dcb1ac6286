import { createPrivateKey, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../src/failure.ts';
import { openPrivateKey } from '../../src/signer/containers/private-key.ts';
import { encodeElement, readChildren, readElement, TAG } from '../../src/signer/encodings/der.ts';
import { verifySignature } from '../../src/signer/verify.ts';
import { howOften } from '../support/how-many.ts';
import { takeKey } from '../support/keys.ts';

const CASES = howOften(200, 1000);
const MESSAGE = Buffer.from('what an officer signs');
const INTEGERS = ['n', 'e', 'd', 'p', 'q', 'dP', 'dQ', 'qInv'] as const;

/**
 * A key file with one wrong bit must never let a wrong signature out: with the Chinese remainder
 * theorem one such signature gives the key away (Boneh, DeMillo, Lipton 1997).
 */
describe('a private key with one flipped bit', () => {
  const { privateKey, publicKey } = takeKey('officer1');
  const der = privateKey.export({ format: 'der', type: 'pkcs1' });
  const right = sign('sha256', MESSAGE, privateKey);

  /** The key with one bit of one integer flipped; which bit is spread over the cases. */
  function flip(integer: number, seed: number): Buffer {
    const sequence = readElement(der);
    const children = (sequence && readChildren(sequence)) ?? [];
    const flipped = children.map(({ whole, content }, at) => {
      if (at !== integer + 1) return whole;
      const bytes = Buffer.from(content);
      const bit = (seed * 7919) % (8 * bytes.length);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
      return encodeElement(TAG.integer, bytes);
    });
    return Buffer.from(encodeElement(TAG.sequence, ...flipped));
  }

  it.each(INTEGERS)('in %s gives the right signature or none', async (name) => {
    const outcomes = { right: 0, refused: 0 };
    for (let seed = 0; seed < CASES / INTEGERS.length; seed++) {
      const bytes = flip(INTEGERS.indexOf(name), seed);
      const signature = await signWith(bytes);
      if (signature === undefined) {
        outcomes.refused += 1;
        continue;
      }
      // Whatever comes out is right under the public key that the file has, and under the true one
      // it is right or made with another modulus.
      expect(verifySignature(publicKey, MESSAGE, signature)).toBe(true);
      expect(Buffer.from(signature).equals(right)).toBe(true);
      outcomes.right += 1;
    }
    expect(outcomes.right + outcomes.refused).toBe(Math.ceil(CASES / INTEGERS.length));
    if (name === 'n' || name === 'e') expect(outcomes.right).toBe(0);
  });

  it('an undamaged one signs, so that the cases above say something', async () => {
    expect(createPrivateKey({ key: der, format: 'der', type: 'pkcs1' }).asymmetricKeyType).toBe(
      'rsa',
    );
    expect(await signWith(der)).toEqual(right);
  });

  async function signWith(bytes: Buffer): Promise<Uint8Array | undefined> {
    try {
      const signer = await openPrivateKey(bytes, { name: 'damaged.key' });
      return await signer.sign(MESSAGE);
    } catch (error) {
      if (!isFailure(error)) throw error;
      expect(error.kind).toBe('key');
      return undefined;
    }
  }
});
