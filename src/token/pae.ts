/** How the bytes begin that are signed of an envelope: DSSE's pre-authentication encoding, version 1. */
const BEGINNING = [0x44, 0x53, 0x53, 0x45, 0x76, 0x31, 0x20];

/**
 * Whether a signature over these bytes would count as one of a request or a policy (secure-systems-lab/dsse,
 * protocol.md: what is signed begins with `DSSEv1` and a blank). Officers have one key for everything, so that such
 * bytes are never signed as something else.
 *
 * @param bytes any bytes at all
 * @example
 * isPae(new TextEncoder().encode('DSSEv1 4 text 2 hi')); // true
 */
export function isPae(bytes: Uint8Array): boolean {
  return BEGINNING.every((byte, at) => bytes[at] === byte);
}
