import { uint8ArrayToBase64 } from 'uint8array-extras';
import type { TextEdit } from '../../diagnostic.ts';
import { readTextIn } from '../sdk5/base64.ts';
import type { BytesMember } from '../sdk5/document.ts';

/** Writes bytes in the place of a member's value. */
export function rewriteBytes(
  { span }: Pick<BytesMember, 'span'>,
  bytes: Uint8Array,
): readonly TextEdit[] {
  return [{ span, text: `"${uint8ArrayToBase64(bytes)}"` }];
}

/**
 * Mends a member whose bytes are a text of what should stand there: base64 of base64, or of hexadecimal
 * digits. One whose base64 is not as it should be is mended by the rule for that first.
 *
 * @returns nothing where the bytes are no such text
 */
export function unwrapBytes(
  { bytes, problem, span }: BytesMember & { readonly bytes: Uint8Array },
  length: number,
): readonly TextEdit[] | undefined {
  if (problem !== undefined) return undefined;
  const inner = readTextIn(bytes, length);
  return inner && rewriteBytes({ span }, inner);
}
