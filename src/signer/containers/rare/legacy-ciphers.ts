/**
 * Ciphers that OpenSSL 3 leaves to its legacy provider and officers' old files still have; forge brings
 * them.
 */
import forge from 'node-forge';
import { viewAsBuffer } from '../../view-as-buffer.ts';

/**
 * @param cipher `DES-CBC`, else RC2 in CBC mode with the key's own length
 * @returns nothing where the padding is wrong
 */
export function decryptLegacy(
  cipher: string,
  key: Buffer,
  iv: Uint8Array,
  data: Uint8Array,
): Buffer | undefined {
  const sealed = forge.util.createBuffer(viewAsBuffer(data).toString('latin1'));
  const plain = cipher === 'DES-CBC' ? decryptDes(key, iv, sealed) : decryptRc2(key, iv, sealed);
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
