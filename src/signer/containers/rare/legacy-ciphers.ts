/**
 * Ciphers that OpenSSL 3 leaves to its legacy provider and officers' old files still have; forge brings
 * them.
 */
import des from 'node-forge/lib/des.js';
import rc2 from 'node-forge/lib/rc2.js';
import util from 'node-forge/lib/util.js';
import { viewAsBuffer } from '../../view-as-buffer.ts';

/**
 * @param name `DES-CBC`, else RC2 in CBC mode with the key's own length
 * @returns nothing where the padding is wrong
 */
export function decryptLegacy(
  name: string,
  key: Buffer,
  iv: Uint8Array,
  data: Uint8Array,
): Buffer | undefined {
  const letters = key.toString('latin1');
  const decipher =
    name === 'DES-CBC'
      ? des.createDecryptionCipher(letters)
      : rc2.createDecryptionCipher(letters, 8 * key.length);
  decipher.start(viewAsBuffer(iv).toString('latin1'));
  decipher.update(util.createBuffer(viewAsBuffer(data).toString('latin1')));
  return decipher.finish() ? Buffer.from(decipher.output.getBytes(), 'latin1') : undefined;
}
