/** From a document back to bytes. */
import type { ApprovalDocument } from './document.ts';

/**
 * Writes a document: the very bytes that it was parsed from, whatever they were.
 *
 * @example
 * writeApproval(parseApproval(bytes)); // equals bytes
 */
export function writeApproval(document: ApprovalDocument): Uint8Array {
  return Uint8Array.from(Buffer.from(document.items.map((item) => item.text).join(''), 'latin1'));
}
