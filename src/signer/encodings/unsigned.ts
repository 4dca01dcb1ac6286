/** Numbers as their bytes, big-endian, not below 0. */
import { concatUint8Arrays } from 'uint8array-extras';

/** The number without zero bytes in front; 0 has no bytes. */
export function trimZeros(number: Uint8Array): Uint8Array {
  const start = number.findIndex((byte) => byte !== 0);
  return start === -1 ? number.subarray(number.length) : number.subarray(start);
}

/** With a zero in front where its first bit is set, which would be a sign (DER INTEGER, SSH's mpint). */
export function withoutSign(number: Uint8Array): Uint8Array {
  return (number[0] ?? 0) < 0x80 ? number : concatUint8Arrays([Uint8Array.of(0), number]);
}

/** How many bits the number has. */
export function bitLength(number: Uint8Array): number {
  const [first = 0, ...rest] = trimZeros(number);
  return first === 0 ? 0 : 32 - Math.clz32(first) + 8 * rest.length;
}
