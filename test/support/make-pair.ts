/**
 * What stands in for `src/hsm/machine/keys/make-pair.ts` where tests have clusters in their own process
 * (vitest.config.ts), since the search for the primes of an RSA key takes longer than most tests. The installed
 * program, which tests start, makes its own.
 */
import * as real from '../../src/hsm/machine/keys/make-pair.ts';
import { takeKey } from './keys.ts';

/** Keys that follow each other are different ones. */
const DIFFERENT = 3;
let made = 0;

export const makePair: typeof real.makePair = (pair) => {
  const hasPrimes = pair.type === 'rsa' && (pair.exponent === 65_537 || pair.exponent === 3);
  if (!hasPrimes) return real.makePair(pair);
  made += 1;
  const { privateKey, spki } = takeKey(`hsm-key-${made % DIFFERENT}`, pair);
  return { spki, pkcs8: privateKey.export({ type: 'pkcs8', format: 'der' }) };
};

export const createKeyMaker: typeof real.createKeyMaker = (make = makePair) =>
  real.createKeyMaker(make);
