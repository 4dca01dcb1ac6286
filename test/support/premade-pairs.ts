import type * as makers from '../../src/hsm/machine/keys/make-pair.ts';
import { takeKey } from './keys.ts';

/**
 * The makers of keys, for `vi.mock`: an RSA key of one length and exponent is the same each time, since making one
 * takes long.
 *
 * @example
 * vi.mock('../../src/hsm/machine/keys/make-pair.ts', async (load) =>
 *   (await import('../support/premade-pairs.ts')).withPremadePairs(await load()),
 * );
 */
export function withPremadePairs(real: typeof makers): typeof makers {
  const makePair: typeof real.makePair = (pair) => {
    if (pair.type !== 'rsa') return real.makePair(pair);
    const { privateKey, spki } = takeKey('hsm-key', pair);
    return { spki, pkcs8: privateKey.export({ type: 'pkcs8', format: 'der' }) };
  };
  return {
    ...real,
    makePair,
    createKeyMaker: (make = makePair) => real.createKeyMaker(make),
  };
}
