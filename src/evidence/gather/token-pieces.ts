/**
 * Tokens as pieces: of spent ones the files, of others what may be said of them.
 */
import type { ApprovalSet } from '../../ceremony/approval-set.ts';
import { findBeside } from '../../ceremony/folder/files-beside.ts';
import { createdOf } from '../../ceremony/policy/judge-set.ts';
import { isInstant } from '../../ceremony/request/instant.ts';
import { recogniseContent } from '../../content/recognise-content.ts';
import type { CryptoProvider } from '../../crypto-provider.ts';
import { DEVICE_LIMITS } from '../../parser/device.ts';
import { showText } from '../../parser/text.ts';
import { USER_NAME } from '../../token/user-name.ts';
import { baseName, relativePath } from '../judge/find-piece.ts';
import { hashHex } from '../judge/trust.ts';
import { MOST_WITHHELD, writeWithheldToken } from '../withheld-token.ts';
import { type GivenFile, isOfFolder } from './given-file.ts';
import type { PieceNames } from './piece-names.ts';

/** A file with a token and approvals of it. */
export interface TokenFile {
  readonly file: GivenFile;
  readonly set: ApprovalSet;
}

/** Digits of a token's digest that its folder is called by. */
const FOLDER_DIGITS = 16;

/** Puts a spent token into a bundle: its file and, of a classic approval file, everything that that names. */
export function addSpentToken(
  { file, set }: TokenFile,
  all: readonly GivenFile[],
  names: PieceNames,
): void {
  const folder = folderOfToken(set);
  const isApproval = set.format === 'classic' && set.names.tokens[0] !== file.path;
  names.add(isApproval ? 'approval' : 'token', `${folder}/${baseName(file.path)}`, file.bytes);
  if (!isApproval) return;
  for (const kind of ['token', 'signature'] as const) {
    for (const text of kind === 'token' ? set.names.tokens : set.names.signatures) {
      const named = showText(text);
      const found = findBeside(file, named, all.filter(isOfFolder));
      if (found === undefined || !isFit(found, kind)) continue;
      names.add(kind, `${folder}/${relativePath(named)}`, found.bytes);
    }
  }
}

/** Whatever else an approval file names stays out, be it a key or somebody's notes. */
function isFit({ bytes }: GivenFile, kind: 'token' | 'signature'): boolean {
  const content = recogniseContent(bytes);
  if (kind === 'token') return content === 'token';
  return bytes.length <= LARGEST_SIGNATURE && content.startsWith('signature');
}

const LARGEST_SIGNATURE = 4096;

/**
 * Says of a token that might still be spent what may be said.
 *
 * @param files all that have it; the one with most approvals is told of
 */
export function addWithheldToken(
  files: readonly TokenFile[],
  names: PieceNames,
  crypto: CryptoProvider,
): void {
  const [best] = [...files].sort(
    (one, other) => other.set.approvals.length - one.set.approvals.length,
  );
  const first = best?.set.token?.records[0];
  const created = best && createdOf(best.set);
  if (best === undefined || first === undefined || created === undefined) return;
  if (!isInstant(created)) return;
  const { set, file } = best;
  const bytes = writeWithheldToken({
    digest: set.token?.digest ?? '',
    file: hashHex(file.bytes, crypto),
    requester: first.user,
    service: first.service,
    created,
    nodes: (set.token?.records ?? []).slice(0, MOST_WITHHELD).map(({ node }) => node),
    approvals: set.approvals.slice(0, MOST_WITHHELD).flatMap(({ name, signature }) => {
      const shown = showText(name);
      if (!USER_NAME.test(shown) || signature === undefined) return [];
      const start = signature.start.subarray(0, DEVICE_LIMITS.signature);
      return [{ name: shown, signature: hashHex(start, crypto) }];
    }),
  });
  names.add('withheld-token', `${folderOfToken(set)}/withheld.json`, bytes);
}

function folderOfToken({ token }: ApprovalSet): string {
  return (token?.digest ?? '').slice(0, FOLDER_DIGITS);
}
