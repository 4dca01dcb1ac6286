/** Digits of a session's handle that count the sessions of one connection. */
const SESSION_BITS = 12n;

/**
 * What the handles of one log-in have in common. No document says it. The guide logs in on 0x7014006, makes
 * users on 0x7014006 and 0x7014007, and logs out on 0x7014000; other pairs are 0x2014005 and 0x2014004, 0xc008002
 * and 0xc008004. In all of them the last three digits are the session's, and what stands above them is the
 * connection's.
 *
 * @example
 * connectionOf(0x7014006n) === connectionOf(0x7014000n); // true
 */
export function connectionOf(session: bigint): bigint {
  return session >> SESSION_BITS;
}
