/**
 * Handles of keys. Those of the documents are made of an even number, another on each HSM, and one that counts up
 * from 6: 131078 is 0x20006 (AWS CloudHSM user guide, "Interpreting HSM audit logs"). So two HSMs of a cluster
 * never give out the same, and a key has one handle on all of them. None is given out twice, as a token names
 * its key by handle. That the even number is twice the HSM's own is chosen: it gives 6, 10 or 262170, as the pages
 * of `getAttribute` and `getKeyInfo` have them, and on the first server of two the handles of that log.
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
 * handleOf(1, 6).toString(16); // '20006'
 */
export function handleOf(node: number, next: number): number {
  const upper = 2 * node + NUMBERS * Math.floor(next / COUNTED);
  return upper * COUNTED + (next % COUNTED);
}

/**
 * Whether a handle is one that an HSM has still to give out.
 *
 * @param node the HSM's own number
 * @param next what its state counts up
 */
export function isHandleBeyond(node: number, next: number, handle: number): boolean {
  return nextAfter(node, next, handle) > next;
}

/**
 * What an HSM counts on from once it holds a key of that handle, so that it does not give it out again: as of a
 * copy of its own key, which another HSM kept while its own folder was put back.
 *
 * @param node the HSM's own number
 * @param next what its state counts up
 */
export function nextAfter(node: number, next: number, handle: number): number {
  const upper = Math.floor(handle / COUNTED);
  if (upper % NUMBERS !== 2 * node) return next;
  return Math.max(next, 1 + Math.floor(upper / NUMBERS) * COUNTED + (handle % COUNTED));
}
