import { uint8ArrayToBase64 } from 'uint8array-extras';
import { quoteJson as quote } from '../../token/json/json-layout.ts';
import type { Envelope, EnvelopeSignature } from './envelope.ts';

/** Members of an object as they are written: names, and values as JSON. */
export type WrittenMembers = readonly (readonly [name: string, json: string])[];

/**
 * Writes an envelope in the one way in which ours are written: laid out by two blanks, base64 in the standard
 * alphabet, the signatures in the order given.
 *
 * @returns ASCII, with a line end at the end
 * @example
 * writeEnvelope({ payloadType: 'text/plain', payload: token, signatures: [] });
 */
export function writeEnvelope({ payloadType, payload, signatures }: Envelope): Uint8Array {
  return layOutEnvelope({ payloadType, payload }, signatures.map(writeSignature), []);
}

/** As {@link writeEnvelope}, with members besides. */
export function layOutEnvelope(
  { payloadType, payload }: Omit<Envelope, 'signatures'>,
  signatures: readonly WrittenMembers[],
  others: WrittenMembers,
): Uint8Array {
  const entries = signatures.map((members) => `    ${layOut(members, '    ')}`);
  const list = entries.length === 0 ? '[]' : `[\n${entries.join(',\n')}\n  ]`;
  const text = layOut(
    [
      ['payloadType', quote(payloadType)],
      ['payload', quote(uint8ArrayToBase64(payload))],
      ['signatures', list],
      ...others,
    ],
    '',
  );
  return new TextEncoder().encode(`${text}\n`);
}

/** A signature's own members; an empty key id is none (DSSE, envelope.md). */
export function writeSignature({ keyId, signature }: EnvelopeSignature): WrittenMembers {
  const sig = ['sig', quote(uint8ArrayToBase64(signature))] as const;
  return keyId === '' ? [sig] : [['keyid', quote(keyId)], sig];
}

function layOut(members: WrittenMembers, margin: string): string {
  const lines = members.map(([name, json]) => `${margin}  ${quote(name)}: ${json}`);
  return `{\n${lines.join(',\n')}\n${margin}}`;
}
