import { createPrivateKey } from 'node:crypto';
import type { OpenedKey } from './key-container.ts';
import type { Refusal } from './key-refusal.ts';

/** Hands the DER of an unencrypted key to node:crypto. */
export function createKeyOfDer(key: Buffer, type: 'pkcs8' | 'pkcs1' | 'sec1'): OpenedKey | Refusal {
  try {
    return { key: createPrivateKey({ key, format: 'der', type }) };
  } catch {
    return { why: 'key-damaged' };
  }
}
