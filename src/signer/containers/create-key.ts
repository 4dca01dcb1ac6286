import { createPrivateKey } from 'node:crypto';
import { viewAsBuffer } from '../view-as-buffer.ts';
import type { OpenedKey } from './key-container.ts';
import type { Refusal } from './key-refusal.ts';

/** Hands the DER of an unencrypted key to node:crypto. */
export function createKeyOfDer(
  key: Uint8Array,
  type: 'pkcs8' | 'pkcs1' | 'sec1',
): OpenedKey | Refusal {
  try {
    return { key: createPrivateKey({ key: viewAsBuffer(key), format: 'der', type }) };
  } catch {
    return { why: 'key-damaged' };
  }
}
