import type { Envelope } from './envelope.ts';
import { openEnvelope } from './open-envelope.ts';

/**
 * Reads an envelope. Members that DSSE does not know are left alone.
 *
 * @param bytes the whole file
 * @throws Failure `envelope-json`, `envelope-kind`, `envelope-member` or `envelope-signatures` where it is none
 *   that every program reads alike
 * @example
 * readEnvelope(readFileSync('request.json')).payloadType; // 'application/vnd.in-toto+json'
 */
export function readEnvelope(bytes: Uint8Array): Envelope {
  return openEnvelope(bytes).envelope;
}
