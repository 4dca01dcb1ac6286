import { createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readRoster } from '../../src/ceremony/roster.ts';
import { collectKeyFacts } from '../../src/cli/commands/key/key-facts.ts';
import { readQuorumKey } from '../../src/hsm/machine/quorum-key.ts';
import { findQuorumKeyFaults } from '../../src/signer/quorum-key.ts';
import {
  findKeyFlaws,
  findQuorumKeyProblems,
  findUnusualExponent,
  isQuorumKey,
} from '../../src/token/quorum-key.ts';
import { describeKeyProblem } from '../../src/words/quorum-key.ts';
import { hostileKeys, key, modulusOf, multipleOf } from '../support/hostile-keys.ts';

describe('what a quorum key is', () => {
  it('no odd prime up to 751 divides its modulus, and the first that does is told', () => {
    const factorOf = (modulus: bigint) =>
      findKeyFlaws(key('', modulus, 65_537n, /./).numbers).map((flaw) =>
        'factor' in flaw ? flaw.factor : flaw.code,
      );
    expect([3n, 5n, 7n, 743n, 751n].map((prime) => factorOf(prime))).toEqual(
      [3, 5, 7, 743, 751].map((prime) => [prime]),
    );
    expect([9n, 49n, 5n * 743n, 749n].map((product) => factorOf(product))).toEqual(
      [3, 7, 5, 7].map((prime) => [prime]),
    );
    expect([757n, 757n * 761n].map((product) => factorOf(product))).toEqual([[], []]);
  });

  it.each(hostileKeys())('$what is none', ({ numbers, reason, isOfOtherSize }) => {
    const problems = findQuorumKeyProblems(numbers);
    expect(problems.map(describeKeyProblem).join()).toMatch(reason);
    expect(isQuorumKey(numbers)).toBe(false);
    expect(findKeyFlaws(numbers)).toEqual(isOfOtherSize ? [] : problems);
  });

  it('all that is the matter is told', () => {
    const { numbers } = key('', modulusOf(1024) - 1n, 1n, /./);
    expect(findQuorumKeyProblems(numbers)).toEqual([
      { code: 'size', bits: 1024, expected: 2048 },
      { code: 'modulus' },
      { code: 'exponent', exponent: '1' },
    ]);
    const none = { modulus: new Uint8Array(), exponent: new Uint8Array() };
    expect(findQuorumKeyProblems(none)[0]).toEqual({ code: 'size', bits: 0, expected: 2048 });
    expect(findQuorumKeyProblems(none).map(({ code }) => code)).toEqual([
      'size',
      'modulus',
      'exponent',
    ]);
  });

  it('an exponent other than 65537 is told apart', () => {
    const unusual = (exponent: bigint) =>
      findUnusualExponent(key('', modulusOf(2048), exponent, /./).numbers);
    expect(unusual(65_537n)).toBeUndefined();
    expect(unusual(3n)).toBe('3');
    expect(isQuorumKey(key('', modulusOf(2048), 3n, /./).numbers)).toBe(true);
  });
});

describe('those who read keys agree', () => {
  const moduli = {
    good: modulusOf(2048),
    even: modulusOf(2048) - 1n,
    'of 2047 bits': (modulusOf(2048) >> 1n) | 1n,
    'with factor 3': multipleOf(3n),
    'with factor 751': multipleOf(751n),
    'with factor 757': multipleOf(757n),
    'of 1024 bits': modulusOf(1024),
    'of 4096 bits': modulusOf(4096),
  };
  const exponents = [
    1n,
    2n,
    3n,
    4n,
    17n,
    65_536n,
    65_537n,
    65_539n,
    2n ** 63n,
    2n ** 64n - 1n,
  ].concat([2n ** 64n, 2n ** 64n + 1n, 2n ** 256n + 1n]);

  it.each(Object.entries(moduli))('a modulus %s', (what, modulus) => {
    for (const exponent of exponents) {
      const { spki } = key(what, modulus, exponent, /./);
      const publicKey = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
      const { hsm } = collectKeyFacts(publicKey);
      const [officer] = readRoster([{ fileName: 'officer1.pub', content: spki }]).officers;
      const registered = readQuorumKey(spki);
      const [first] = findQuorumKeyFaults(publicKey);
      expect(hsm.accepted, `${exponent}`).toBe(!('code' in registered));
      expect(hsm.accepted, `${exponent}`).toBe(officer?.problem === undefined);
      if (first !== undefined) expect(hsm.reasons[0]).toBe(describeKeyProblem(first));
      expect(hsm.remarks.length > 0, `${exponent}`).toBe(hsm.accepted && exponent !== 65_537n);
    }
  });
});
