import { isFailure } from '../../../failure.ts';
import { nodeCrypto } from '../../../node/node-crypto.ts';
import { readTokenFile } from '../../../token/token-file.ts';
import type { Message } from './message.ts';

/**
 * Cautions where the file is a token of the newer command line: there the records are signed, which
 * stand in the file in base64, and never the file.
 */
export function describeNewerToken({ bytes }: Message): string | undefined {
  try {
    const { format, digest } = readTokenFile(bytes, nodeCrypto);
    if (format !== 'sdk5') return undefined;
    return (
      'it is a token file of the newer command line, whose approval_data is to be signed ' +
      `(SHA-256 ${digest}); a signature over the file itself approves nothing`
    );
  } catch (error) {
    if (isFailure(error)) return undefined;
    throw error;
  }
}
