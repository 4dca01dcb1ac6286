import { areUint8ArraysEqual, uint8ArrayToBase64 } from 'uint8array-extras';
import { appendItem, applyJsonEdits } from '../../token/json/edit-json.ts';
import { writeJson } from '../../token/json/json-document.ts';
import { findLayout, layOutObject } from '../../token/json/json-layout.ts';
import type { EnvelopeSignature } from './envelope.ts';
import { openEnvelope } from './open-envelope.ts';

/** Levels that an entry of the list is indented. */
const DEPTH = 2;

/**
 * Puts a signature behind those of an envelope, and leaves all other bytes as they are.
 *
 * @param bytes the envelope's file
 * @returns the file's new bytes; the same where that signature is there already
 * @throws Failure as `readEnvelope`, also where there are so many signatures already that nobody would read one more
 * @example
 * const envelope = writeEnvelope({ payloadType: 'text/plain', payload: token, signatures: [] });
 * readEnvelope(addSignature(envelope, { keyId: '', signature })).signatures.length; // 1
 */
export function addSignature(
  bytes: Uint8Array,
  { keyId, signature }: EnvelopeSignature,
): Uint8Array {
  const { envelope, document, list } = openEnvelope(bytes);
  const isThere = envelope.signatures.some((one) => areUint8ArraysEqual(one.signature, signature));
  if (isThere) return bytes;
  const layout = findLayout(document);
  const sig = ['sig', uint8ArrayToBase64(signature)] as const;
  const entry = layOutObject(keyId === '' ? [sig] : [['keyid', keyId], sig], DEPTH, layout);
  const signed = writeJson({
    text: applyJsonEdits(document, [appendItem(document, list, entry, DEPTH, layout)]),
  });
  openEnvelope(signed);
  return signed;
}
