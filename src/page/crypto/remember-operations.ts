import type { CryptoProvider } from '../../crypto-provider.ts';
import { decodeLatin1 } from '../../latin1.ts';

/** Some megabytes; a ceremony has some dozens. */
const MOST = 4000;

/**
 * The same operation, which knows what it was asked lately: a page looks at the same signatures under the same keys for
 * each file that names them, and again whenever another file comes. Everything in it is public.
 *
 * @example
 * const operate = rememberOperations(raiseToExponent);
 * operate(officerKey.numbers, signature); // Uint8Array(256)
 */
export function rememberOperations(
  operate: CryptoProvider['publicOperation'],
): CryptoProvider['publicOperation'] {
  const known = new Map<string, Uint8Array | undefined>();
  return (key, block) => {
    const parts = [key.modulus, key.exponent, block];
    const id = `${parts.map(({ length }) => length).join()} ${parts.map(decodeLatin1).join('')}`;
    if (!known.has(id)) {
      if (known.size >= MOST) known.clear();
      known.set(id, operate(key, block));
    }
    return known.get(id)?.slice();
  };
}
