import { createHmac } from 'node:crypto';

/** How many characters a seed may have. */
export const LONGEST_SEED = 65_536;

/**
 * Random bytes that are the same in every run and every process: HMAC-SHA256 under the seed, of a
 * label and a counter. For tests only; whoever knows the seed knows every nonce.
 *
 * @param label what the bytes are for; every use has its own, so that no bytes come twice
 * @example
 * const random = seededRandom('7', 'server-0/12');
 * random(16);
 */
export function seededRandom(seed: string, label: string): (bytes: number) => Uint8Array {
  let block = 0;
  return (bytes) => {
    const pieces: Buffer[] = [];
    for (let length = 0; length < bytes; length += 32) {
      pieces.push(createHmac('sha256', seed).update(`${label}/${block}`).digest());
      block += 1;
    }
    return Buffer.concat(pieces).subarray(0, bytes);
  };
}
