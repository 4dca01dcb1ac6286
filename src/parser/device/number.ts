import type { ByteString } from '../text.ts';

/**
 * The number that the device's reader makes of a value: of 32 bits, unsigned. A field of 8 bits keeps
 * the lowest eight of them.
 *
 * A value with `0x` somewhere in it is hexadecimal, any other goes through C's `atoi`.
 *
 * @param text the value's bytes
 */
export function readNumber(text: ByteString): number {
  const mark = text.indexOf('0x');
  return mark === -1 ? readDecimal(text) : readHexadecimal(text, mark + 2);
}

/**
 * The reader takes as many steps as the value has characters beyond two, starting behind the `0x`. It
 * forgets that the `0x` may stand further in: then the steps run past the value's end, where there are
 * no digits (what follows a `;` is never looked at). A character that is no hexadecimal digit gives
 * −1, that is all bits set.
 */
function readHexadecimal(text: ByteString, start: number): number {
  const steps = text.length - 2;
  let number = 0;
  for (let at = start; at < start + steps; at++) {
    // Behind the end, where charCodeAt gives NaN, is no digit either.
    number = (number << 4) | hexDigit(text.charCodeAt(at));
  }
  return number >>> 0;
}

const NO_DIGIT = -1;

function hexDigit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : NO_DIGIT;
}

// isspace() of the C locale, an optional sign, digits; whatever follows is ignored.
const DECIMAL = /^[ \t\n\v\f\r]*([+-]?[0-9]+)/;

const LONG_MAX = 2n ** 63n - 1n;
const LONG_MIN = -(2n ** 63n);

/**
 * C's `atoi` on 64-bit Linux: `strtol`, which stops at the ends of a 64-bit number, of which the lower
 * 32 bits are kept. So 4294967298 is 2, and 99999999999999999999 is −1.
 */
function readDecimal(text: ByteString): number {
  const digits = DECIMAL.exec(text)?.[1];
  if (digits === undefined) return 0;
  const exact = BigInt(digits);
  const long = exact > LONG_MAX ? LONG_MAX : exact < LONG_MIN ? LONG_MIN : exact;
  return Number(BigInt.asUintN(32, long));
}
