import { type DerElement, readSized } from './der.ts';
import { shapeOf } from './key-shape.ts';
import { readPemBlock } from './pem.ts';

/**
 * Finds the first public key or certificate of a file, DER or PEM; a private key is not looked at.
 *
 * @param read gives the key of a piece of DER; nothing where there is none in it, and the search goes on
 * @returns nothing where there is no key, or a private key stands first
 */
export function findPublicKey<Key>(
  bytes: Uint8Array,
  read: (element: DerElement) => Key | undefined,
): Key | undefined {
  const der = readSized(bytes)?.element;
  if (der !== undefined && shapeOf(der) !== 'other') return read(der);
  for (
    let block = readPemBlock(bytes);
    block !== undefined;
    block = readPemBlock(bytes, block.end)
  ) {
    if (block.label.endsWith('PRIVATE KEY')) return undefined;
    if (!('data' in block)) continue;
    const element = readSized(block.data)?.element;
    const key = element && read(element);
    if (key !== undefined) return key;
  }
  return undefined;
}
