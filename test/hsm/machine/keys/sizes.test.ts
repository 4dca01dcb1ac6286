/** Sizes that keys can have. */
import { describe, expect, it } from 'vitest';

import type { NewPair } from '../../../../src/hsm/key-protocol.ts';
import {
  isSecretSize,
  requirePairSize,
  requireSecretSize,
} from '../../../../src/hsm/machine/keys/sizes.ts';
import { Refused } from '../../../../src/hsm/machine/refused.ts';

/** What a refusal says; nothing where there is none. */
function refusalOf(run: () => void): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.refusal;
  }
}

const invalid = (reason: object) => ({ ok: false, error: 'RET_INVALID_INPUT', reason });
const NO_SIZE = invalid({ code: 'number-malformed', field: 'size' });

describe('a secret key', () => {
  it.each([
    ['aes', [16, 24, 32], [0, 8, 15, 17, 20, 31, 33, 64]],
    ['generic-secret', [1, 2, 799, 800], [-1, 0, 0.5, 1.5, 801]],
  ] as const)('of %s', (type, right, wrong) => {
    for (const bytes of right) {
      expect(isSecretSize(type, bytes)).toBe(true);
      expect(refusalOf(() => requireSecretSize(type, bytes))).toBeUndefined();
    }
    for (const size of wrong) {
      expect(isSecretSize(type, size)).toBe(false);
      expect(refusalOf(() => requireSecretSize(type, size))).toEqual(
        invalid({ code: 'key-size', keyType: type, size }),
      );
    }
    for (const bytes of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(refusalOf(() => requireSecretSize(type, bytes))).toEqual(NO_SIZE);
    }
  });
});

describe('a pair', () => {
  const refused = (pair: NewPair) => refusalOf(() => requirePairSize(pair));
  const rsa = (bits: number, exponent = 65_537) => refused({ type: 'rsa', bits, exponent });

  it('of a curve has no other size', () => {
    expect(refused({ type: 'ec', curve: 'secp224r1' })).toBeUndefined();
  });

  it('of RSA has 2048 to 4096 bits, in steps of 256', () => {
    expect([2048, 2304, 3072, 3840, 4096].map((bits) => rsa(bits))).toEqual(
      Array(5).fill(undefined),
    );
    for (const size of [0, 1024, 1792, 2047, 2049, 2176, 4095, 4097, 4352]) {
      expect(rsa(size)).toEqual(invalid({ code: 'key-size', keyType: 'rsa', size }));
    }
    expect(rsa(Number.NaN)).toEqual(NO_SIZE);
  });

  it('of RSA has an odd exponent of 65537 to 2^32 - 1', () => {
    for (const exponent of [65_537, 65_539, 2 ** 32 - 3, 2 ** 32 - 1]) {
      expect(rsa(2048, exponent)).toBeUndefined();
    }
    for (const exponent of [
      -65_537,
      1,
      3,
      65_535,
      65_536,
      65_538,
      65_537.5,
      2 ** 32,
      2 ** 32 + 1,
    ]) {
      expect(rsa(2048, exponent)).toEqual(invalid({ code: 'key-exponent', exponent }));
    }
    expect(rsa(2048, Number.NaN)).toEqual(invalid({ code: 'number-malformed', field: 'exponent' }));
    // The size is looked at first.
    expect(rsa(1024, 3)).toEqual(invalid({ code: 'key-size', keyType: 'rsa', size: 1024 }));
  });
});
