import { areUint8ArraysEqual } from 'uint8array-extras';
import { type ContentKind, recogniseContent } from '../../content/recognise-content.ts';
import { readElement } from '../../signer/encodings/der.ts';
import { shapeOf } from '../../signer/encodings/key-shape.ts';
import { readPemBlock } from '../../signer/encodings/pem.ts';
import type { FoundInstead } from './cause.ts';
import type { SignedTarget } from './messages.ts';

const FOUND_BY_CONTENT: Partial<Record<ContentKind, Exclude<FoundInstead['found'], 'pem'>>> = {
  certificate: 'certificate',
  'certificate-request': 'certificate-request',
  'public-key': 'public-key',
  'private-key': 'private-key',
  token: 'other-token',
  'sdk5-token': 'other-token',
  approval: 'approval-file',
  'utf-16-approval': 'approval-file',
  json: 'json',
};

/**
 * What a file is instead of a signature.
 *
 * @param file whole
 */
export function findInstead(
  { bytes, digest }: Pick<SignedTarget, 'bytes' | 'digest'>,
  file: Uint8Array,
): FoundInstead | undefined {
  if (bytes !== undefined && areUint8ArraysEqual(bytes, file)) return { found: 'token' };
  if (areUint8ArraysEqual(digest, file)) return { found: 'token-digest' };
  const block = readPemBlock(file);
  if (block !== undefined && /KEY|CERTIFICATE/.test(block.label)) {
    return { found: 'pem', label: block.label };
  }
  const element = readElement(file);
  if (element && shapeOf(element) === 'encrypted-pkcs8') return { found: 'encrypted-private-key' };
  const found = FOUND_BY_CONTENT[recogniseContent(file)];
  return found && { found };
}
