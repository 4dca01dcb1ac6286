/**
 * Handles of keys. Those of the documents are made of an even number, another on each HSM, and one that counts up
 * from 6: 131078 is 0x20006 (AWS CloudHSM user guide, "Interpreting HSM audit logs"). So two HSMs of a cluster
 * never give out the same, and a key has one handle on all of them. None is given out twice, as a token names
 * its key by handle. Which even number is that of which HSM is chosen.
 */

/** The first number of a new HSM. */
export const FIRST_HANDLE = 6;

const COUNTED = 0x1_0000;
/** More than twice as many as a cluster has HSMs. */
const NUMBERS = 64;

/**
 * The handle of the key that an HSM makes next.
 *
 * @param node the HSM's own number
 * @param next what its state counts up
 * @example
 * handleOf(0, 6).toString(16); // '20006'
 */
export function handleOf(node: number, next: number): number {
  const upper = 2 * (node + 1) + NUMBERS * Math.floor(next / COUNTED);
  return upper * COUNTED + (next % COUNTED);
}

/**
 * Whether a handle is one that an HSM has still to give out.
 *
 * @param node the HSM's own number
 * @param next what its state counts up
 */
export function isHandleBeyond(node: number, next: number, handle: number): boolean {
  const upper = Math.floor(handle / COUNTED);
  if (upper % NUMBERS !== 2 * (node + 1)) return false;
  return Math.floor(upper / NUMBERS) * COUNTED + (handle % COUNTED) >= next;
}
