import type { CryptoProvider } from '../../crypto-provider.ts';
import { escapeUnsafe } from '../../printable.ts';
import { judgeSdk5 } from '../../token/lint/lint-sdk5.ts';
import { describeSdk5Diagnostic } from '../../words/sdk5-diagnostics/index.ts';

/**
 * What is odd about a file of the newer command line that can be read all the same. Of its records that is
 * told with them.
 */
export function listFileCautions(
  bytes: Uint8Array,
  crypto: Pick<CryptoProvider, 'sha256'>,
): readonly string[] {
  return judgeSdk5(bytes, crypto)
    .diagnostics.filter(({ code, stops }) => !stops && code !== 'mixed-token')
    .map((diagnostic) => escapeUnsafe(describeSdk5Diagnostic(diagnostic).message));
}
