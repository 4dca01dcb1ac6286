/** The last look at every piece, before anything is written. */
import type { CryptoProvider } from '../../crypto-provider.ts';
import { Failure } from '../../failure.ts';
import { PIECE_FOLDERS, type Piece } from '../piece.ts';
import type { LeftOut } from './given-file.ts';
import { findPassword } from './secrets/find-password.ts';
import { type Forbidden, findSecret } from './secrets/find-secret.ts';

/** Without these there is no evidence, and of them nothing can be left out. */
const NEEDED: readonly Piece['kind'][] = ['record', 'script'];

/**
 * Takes out what holds secrets.
 *
 * @param spent digests of tokens that are taken to be spent
 * @returns `leaking`: those of them whose files hold what must not get out
 * @throws Failure `evidence-secret` where it is the record or the script
 */
export function dropSecrets(
  pieces: readonly Piece[],
  forbidden: Forbidden,
  spent: ReadonlySet<string>,
  crypto: CryptoProvider,
): {
  readonly kept: readonly Piece[];
  readonly dropped: readonly LeftOut[];
  readonly leaking: ReadonlySet<string>;
} {
  const kept: Piece[] = [];
  const dropped: LeftOut[] = [];
  const leaking = new Set<string>();
  for (const piece of pieces) {
    const { path, kind } = piece;
    const secret = findSecret(piece, forbidden, crypto);
    if (secret === undefined) {
      kept.push(piece);
      continue;
    }
    if (NEEDED.includes(kind)) {
      const at = (secret === 'password' && findPassword(piece, crypto)?.at) || null;
      throw new Failure('evidence-secret', { path, secret, at });
    }
    dropped.push({ path, why: secret });
    for (const digest of spent) if (isOfToken(path, digest)) leaking.add(digest);
  }
  return { kept, dropped, leaking };
}

/** Everything of a token stands in a folder that has the beginning of its digest as its name. */
function isOfToken(path: string, digest: string): boolean {
  const [folder = '', name = ''] = path.split('/');
  return folder === PIECE_FOLDERS.token && name !== '' && digest.startsWith(name);
}
