import { findApprover } from '../../ceremony/collect.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import type { TokenFile } from '../../token/token-file.ts';
import { describeCause } from '../../words/causes.ts';
import type { OfficerKeys } from './officer-keys.ts';
import type { DroppedFile, SignatureView } from './page-model.ts';

/** A token that was dropped. */
export interface KnownToken {
  readonly path: string;
  readonly file: TokenFile;
}

/** Looks at each token take as long as signatures take that are many. */
const MOST_LOOKS = 400;

/**
 * Whose each signature file is, over which token; or why it is wrong.
 *
 * @param namedBy paths of the approval files that name a file
 */
export function viewSignatures(
  files: readonly DroppedFile[],
  tokens: readonly KnownToken[],
  keys: OfficerKeys,
  namedBy: (path: string) => readonly string[],
  crypto: CryptoProvider,
): readonly SignatureView[] {
  let looks = 0;
  return files.map(({ path, bytes }) => {
    const view = { path, namedBy: namedBy(path) };
    const wrong: { token: string; reasons: readonly string[] }[] = [];
    for (const { path: token, file } of keys.isThere ? tokens : []) {
      looks += 1;
      if (looks > MOST_LOOKS) break;
      const roster = keys.rosterAt(file.records[0]?.created);
      const nearby = tokens.flatMap((other) =>
        other.path === token || other.file.format === 'sdk5'
          ? []
          : [{ path: other.path, bytes: other.file.signedBytes }],
      );
      const found = findApprover(bytes, file.signedBytes, { roster, nearby }, crypto);
      if ('name' in found) return { ...view, by: { name: found.name, token }, wrong: [] };
      wrong.push({ token, reasons: found.wrong.causes.map(describeCause) });
    }
    return { ...view, wrong };
  });
}
