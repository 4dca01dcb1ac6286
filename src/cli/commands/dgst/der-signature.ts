import { areUint8ArraysEqual } from 'uint8array-extras';
import { encodeElement, readChildren, readElement, TAG } from '../../../signer/encodings/der.ts';

/**
 * Whether the bytes are an ECDSA or DSA signature and nothing else: in DER, a sequence of two integers
 * (RFC 3279, 2.2.3). To OpenSSL anything else is an error, while a wrong signature is an answer.
 */
export function isDerSignature(bytes: Uint8Array): boolean {
  const sequence = readElement(bytes);
  if (sequence?.tag !== TAG.sequence || sequence.whole.length !== bytes.length) return false;
  const children = readChildren(sequence) ?? [];
  if (children.length !== 2 || children.some(({ tag }) => tag !== TAG.integer)) return false;
  // Lengths and numbers must be in their shortest form.
  const again = encodeElement(
    TAG.sequence,
    ...children.map(({ content }) => encodeElement(TAG.integer, shorten(content))),
  );
  return areUint8ArraysEqual(again, bytes);
}

function shorten(integer: Uint8Array): Uint8Array {
  let start = 0;
  while (start + 1 < integer.length && integer[start] === 0 && (integer[start + 1] ?? 0) < 0x80) {
    start++;
  }
  return integer.subarray(start);
}
