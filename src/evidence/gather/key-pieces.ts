/**
 * Public keys that go into a bundle: those of the roster, or of the policies; where there is neither, all that lie in the
 * folder as those of a roster do.
 */

import { findBeside } from '../../ceremony/folder/files-beside.ts';
import { readPolicy } from '../../ceremony/policy/read-policy.ts';
import { readSignedPolicy } from '../../ceremony/policy/signed-policy.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { looksLikeJson } from '../../token/json/looks-like-json.ts';
import { baseName, relativePath } from '../judge/find-piece.ts';
import { hashHex } from '../judge/trust.ts';
import { type Classified, type GivenFile, isOfFolder, type LeftOutReason } from './given-file.ts';
import type { PieceNames } from './piece-names.ts';

/** Where keys are looked for, and what becomes of the others. */
export interface KeySide {
  readonly all: readonly GivenFile[];
  readonly hasRoster: boolean;
  readonly crypto: CryptoProvider;
  leaveOut(path: string, why: LeftOutReason): void;
}

export function addKeys(
  classified: readonly Classified[],
  { all, hasRoster, crypto, leaveOut }: KeySide,
  names: PieceNames,
): void {
  const pieces = classified.filter((one) => one.is === 'piece');
  const policies = pieces.filter(({ kind }) => kind === 'policy').map(({ file }) => file);
  const keys = pieces.filter(({ kind }) => kind === 'public-key').map(({ file }) => file);
  const added = new Set<string>();
  const add = (name: string, bytes: Uint8Array): void => {
    names.add('public-key', name, bytes);
    added.add(hashHex(bytes, crypto));
  };
  for (const file of policies) {
    for (const { named, bytes } of listNamedKeys(file, all, crypto)) {
      add(`policy/${relativePath(named)}`, bytes);
    }
  }
  const isOpen = !hasRoster && policies.length === 0;
  const isOfRoster = ({ from, path }: GivenFile): boolean =>
    from === 'roster' || (isOpen && /\.pub$/i.test(path));
  for (const { path, bytes } of keys.filter(isOfRoster)) add(baseName(path), bytes);
  for (const file of keys.filter((one) => !isOfRoster(one))) {
    if (!added.has(hashHex(file.bytes, crypto))) leaveOut(file.path, 'not-in-roster');
  }
}

/** The key files that a policy names. */
function listNamedKeys(
  file: GivenFile,
  all: readonly GivenFile[],
  { sha256 }: CryptoProvider,
): readonly { readonly named: string; readonly bytes: Uint8Array }[] {
  const named: { readonly named: string; readonly bytes: Uint8Array }[] = [];
  const openKey = (path: string) => {
    const found = findBeside(file, path, all.filter(isOfFolder));
    if (found === undefined) return { code: 'not-regular' } as const;
    named.push({ named: path, bytes: found.bytes });
    return found.bytes;
  };
  const toml = looksLikeJson(file.bytes) ? readSignedPolicy(file.bytes).toml : file.bytes;
  readPolicy(toml, { sha256, openKey });
  return named;
}
