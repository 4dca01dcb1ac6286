/** Times of HSMs, as evidence has them. */
import { writeInstant } from '../../ceremony/request/instant.ts';

const MICROSECONDS = 1_000_000n;

/** The second of a time in microseconds since 1970. */
export function secondOf(time: bigint): number {
  return Number(time / MICROSECONDS);
}

/** As `2026-11-29T18:44:31Z`: the second that it is in. */
export function writeMicroseconds(time: bigint): string {
  return writeInstant(secondOf(time));
}

/** The first moment of a second, in microseconds since 1970. */
export function toMicroseconds(seconds: number): bigint {
  return BigInt(seconds) * MICROSECONDS;
}
