/**
 * Encryptions that OpenSSL 3 leaves to its legacy provider and officers' old files still have. Forge
 * brings the ciphers; what comes out is read by node:crypto like any other key.
 */
import { createPrivateKey, pbkdf2Sync } from 'node:crypto';
import forge from 'node-forge';
import { type DerElement, readSized } from '../../encodings/der.ts';
import { shapeOf } from '../../encodings/key-shape.ts';
import type { PemBlock } from '../../encodings/pem.ts';
import { viewAsBuffer } from '../../view-as-buffer.ts';
import { readPbes2, schemeOf } from '../encryption-scheme.ts';
import type { DerPiece, OpenedKey, OpeningTools } from '../key-container.ts';
import type { Refusal } from '../key-refusal.ts';
import { derivePemKey, readPemEncryption } from '../pem-encryption.ts';

const PBE_SHA1_RC2_40 = '1.2.840.113549.1.12.1.6';
const DES_CBC = '1.3.14.3.2.7';

/** Opens a PKCS#8 key under PBES1 with RC2-40, or under PBES2 with DES. */
export async function openLegacyPkcs8(
  { element: encrypted }: Pick<DerPiece, 'element'>,
  { ask }: Pick<OpeningTools, 'ask'>,
): Promise<OpenedKey | Refusal> {
  const { cipher, name } = schemeOf(encrypted);
  if (cipher === PBE_SHA1_RC2_40) return finish(decryptRc2Of40(encrypted, await ask()), name);
  const parameters = cipher === DES_CBC ? readPbes2(encrypted) : undefined;
  if (parameters === undefined) return refuse('legacy-pkcs8', name);
  const { salt, iterations, digest, iv, data } = parameters;
  const key = pbkdf2Sync(await ask(), salt, iterations, 8, digest);
  return finish(decrypt('DES-CBC', key, iv, data), name);
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
  return finish(decrypt(name, key, iv, data), name);
}

/** Forge derives this one's key too (RFC 7292, B.2, where a pass phrase is text, not bytes). */
function decryptRc2Of40(encrypted: DerElement, passphrase: Uint8Array): Buffer | undefined {
  try {
    const info = forge.asn1.fromDer(viewAsBuffer(encrypted.whole).toString('latin1'));
    const text = Buffer.from(passphrase).toString();
    const plain = forge.pki.decryptPrivateKeyInfo(info, text) as forge.asn1.Asn1 | null;
    return plain === null ? undefined : Buffer.from(forge.asn1.toDer(plain).getBytes(), 'latin1');
  } catch {
    // Thrown where a wrong pass phrase made bytes that happen to be padded well and are no DER.
    return undefined;
  }
}

/** @returns nothing where the padding is wrong */
function decrypt(name: string, key: Buffer, iv: Uint8Array, data: Uint8Array): Buffer | undefined {
  const sealed = forge.util.createBuffer(viewAsBuffer(data).toString('latin1'));
  const plain = name === 'DES-CBC' ? decryptDes(key, iv, sealed) : decryptRc2(key, iv, sealed);
  return plain && Buffer.from(plain.getBytes(), 'latin1');
}

type Sealed = forge.util.ByteStringBuffer;

function decryptDes(key: Buffer, iv: Uint8Array, sealed: Sealed): Sealed | undefined {
  const decipher = forge.cipher.createDecipher('DES-CBC', key.toString('latin1'));
  decipher.start({ iv: viewAsBuffer(iv).toString('latin1') });
  decipher.update(sealed);
  return decipher.finish() ? decipher.output : undefined;
}

function decryptRc2(key: Buffer, iv: Uint8Array, sealed: Sealed): Sealed | undefined {
  const decipher = forge.rc2.createDecryptionCipher(key.toString('latin1'), 8 * key.length);
  decipher.start(viewAsBuffer(iv).toString('latin1'));
  decipher.update(sealed);
  return decipher.finish() ? decipher.output : undefined;
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
