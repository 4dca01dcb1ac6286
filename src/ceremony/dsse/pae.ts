import { assertUint8Array, concatUint8Arrays } from 'uint8array-extras';

/**
 * What the signatures of an envelope are over: DSSE's pre-authentication encoding, version 1
 * (secure-systems-lab/dsse, protocol.md, "Signature definition").
 *
 * @param payloadType as in {@link Envelope}; its UTF-8 is encoded
 * @throws TypeError where the payload is no bytes
 * @returns `DSSEv1`, and type and payload, each behind its length in bytes, with a blank between all of them
 * @example
 * encodePae('http://example.com/HelloWorld', new TextEncoder().encode('hello world'));
 * // the bytes of 'DSSEv1 29 http://example.com/HelloWorld 11 hello world'
 */
export function encodePae(payloadType: string, payload: Uint8Array): Uint8Array {
  assertUint8Array(payload);
  const utf8 = new TextEncoder();
  const type = utf8.encode(payloadType);
  const head = utf8.encode(`DSSEv1 ${type.length} ${payloadType} ${payload.length} `);
  return concatUint8Arrays([head, payload]);
}
