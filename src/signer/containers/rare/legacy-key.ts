/**
 * Encryptions that OpenSSL 3 leaves to its legacy provider and officers' old files still have. Forge
 * brings the ciphers; what comes out is read by node:crypto like any other key.
 */
import { createPrivateKey } from 'node:crypto';
import { readSized } from '../../encodings/der.ts';
import { shapeOf } from '../../encodings/key-shape.ts';
import type { PemBlock } from '../../encodings/pem.ts';
import { viewAsBuffer } from '../../view-as-buffer.ts';
import { decryptKeyInfo } from '../encrypted/encrypted-key.ts';
import { schemeOf } from '../encryption-scheme.ts';
import type { DerPiece, OpenedKey, OpeningTools } from '../key-container.ts';
import type { Refusal } from '../key-refusal.ts';
import { derivePemKey, readPemEncryption } from '../pem-encryption.ts';
import { decryptLegacy } from './legacy-ciphers.ts';

/** Opens a PKCS#8 key under PBES1 with RC2-40, or under PBES2 with DES. */
export async function openLegacyPkcs8(
  { element }: DerPiece,
  { ask, workload }: OpeningTools,
): Promise<OpenedKey | Refusal> {
  const key = await decryptKeyInfo({ element, container: 'legacy-pkcs8' }, ask, workload);
  return 'why' in key ? key : finish(key, schemeOf(element).name);
}

/** Key lengths in bytes of those ciphers of `DEK-Info` that forge has. */
const PEM_KEY_LENGTHS: Readonly<Record<string, number>> = {
  'DES-CBC': 8,
  'RC2-40-CBC': 5,
  'RC2-64-CBC': 8,
  'RC2-CBC': 16,
};

/** Opens a PEM block under DES or RC2. */
export async function openLegacyPem(
  { headers, data }: PemBlock,
  { ask }: OpeningTools,
): Promise<OpenedKey | Refusal | undefined> {
  const encryption = readPemEncryption(headers);
  if (encryption.kind !== 'unsupported') return undefined;
  const { cipher } = encryption;
  const name = cipher.toUpperCase();
  const keyLength = PEM_KEY_LENGTHS[name];
  const digits = /^DEK-Info:[^,\n]*,[ \t]*([0-9a-fA-F]{16})/m.exec(headers)?.[1];
  if (keyLength === undefined || digits === undefined) return refuse('legacy-pem', cipher);
  const iv = Buffer.from(digits, 'hex');
  const key = derivePemKey(await ask(), iv, keyLength);
  return finish(decryptLegacy(name, key, iv, data), name);
}

function refuse(container: string, scheme: string): Refusal {
  return { why: 'key-encryption-unsupported', container, scheme };
}

function finish(plain: Buffer | undefined, scheme: string): OpenedKey | Refusal {
  const element = plain && readSized(plain)?.element;
  if (element === undefined) return { why: 'wrong-passphrase' };
  const shape = shapeOf(element);
  if (shape !== 'pkcs8' && shape !== 'pkcs1' && shape !== 'sec1') {
    return { why: 'wrong-passphrase' };
  }
  try {
    const key = createPrivateKey({ key: viewAsBuffer(element.whole), format: 'der', type: shape });
    return { key, outdated: scheme };
  } catch {
    return { why: 'key-damaged' };
  }
}
