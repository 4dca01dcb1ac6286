import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { writePublicPem } from '../../../src/cloudhsm-cli/keys/public-pem.ts';
import { CURVES, type KeyAttributes } from '../../../src/hsm/keys.ts';
import { takeKey } from '../../support/keys.ts';

const attributes = (more: object): KeyAttributes =>
  ({ class: 'public-key', ...more }) as KeyAttributes;
const hexOf = (base64url: string | undefined): string =>
  Buffer.from(base64url ?? '', 'base64url').toString('hex');

describe('a public key in PEM is what node:crypto writes of it', () => {
  it.each(CURVES)('on %s', (curve) => {
    const { publicKey } = generateKeyPairSync('ec', {
      namedCurve: curve === 'secp256r1' ? 'prime256v1' : curve,
    });
    const der = publicKey.export({ type: 'spki', format: 'der' });
    // The point stands behind the zero that begins the BIT STRING: 04, x and y.
    const bytes = Math.ceil(pointBits(curve) / 8);
    const point = der.subarray(-(1 + 2 * bytes)).toString('hex');
    expect(writePublicPem(attributes({ 'ec-point': point, curve }))).toBe(
      publicKey.export({ type: 'spki', format: 'pem' }),
    );
  });

  it.each([3, 65_537])('of RSA with the exponent %d', (exponent) => {
    const { publicPem, publicKey } = takeKey('officer1', { exponent });
    const { n, e } = publicKey.export({ format: 'jwk' });
    const numbers = { modulus: hexOf(n), 'public-exponent': hexOf(e) };
    expect(writePublicPem(attributes(numbers))).toBe(publicPem);
  });

  it('and nothing of one that is not public', () => {
    const key = attributes({ class: 'private-key', modulus: 'c1', 'public-exponent': '010001' });
    expect(writePublicPem(key)).toBeUndefined();
    expect(writePublicPem(attributes({}))).toBeUndefined();
  });
});

/** Bits of a coordinate (SEC 2, version 2.0). */
function pointBits(curve: string): number {
  return Number(/(?:secp|prime)(\d+)/.exec(curve)?.[1]);
}
