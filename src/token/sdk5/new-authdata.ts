import { uint8ArrayToBase64 } from 'uint8array-extras';
import { encodeLatin1 } from '../../latin1.ts';

/** What one HSM wants signed. */
export interface NewAuthDataEntry {
  /** The HSM's name, as `hsm-lgavqitns2a`. */
  readonly hsmId: string;
  /** 32 bytes. */
  readonly digest: Uint8Array;
}

/**
 * Writes the file of the older console for a second factor as it is before anybody has signed (AWS CloudHSM user
 * guide, "Configuration reference for 2FA with CMU").
 *
 * @param entries one for each HSM
 * @returns the file
 * @example
 * const file = writeAuthData([{ hsmId: 'hsm-lgavqitns2a', digest: new Uint8Array(32) }]);
 * readSdk5File(file, nodeCrypto).kind; // 'authdata'
 */
export function writeAuthData(entries: readonly NewAuthDataEntry[]): Uint8Array {
  const document = {
    Version: '1.0',
    Data: entries.map(({ hsmId, digest }) => ({
      HsmId: hsmId,
      Digest: uint8ArrayToBase64(digest),
    })),
  };
  return encodeLatin1(`${JSON.stringify(document, null, 4)}\n`);
}
