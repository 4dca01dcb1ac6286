/**
 * The pieces of a bundle, out of the files of a ceremony's folder: what is known by its content goes in, what might still
 * be used against the cluster never does.
 */
import type { CryptoProvider } from '../../crypto-provider.ts';
import { Failure } from '../../failure.ts';
import type { Findings } from '../findings.ts';
import { judgePieces } from '../judge/judge-pieces.ts';
import { makeOpenssl } from '../openssl/make-openssl.ts';
import type { Piece } from '../piece.ts';
import { readPrinted } from '../snapshot/read-snapshot.ts';
import { classify } from './classify.ts';
import { draftPieces } from './draft-pieces.ts';
import { type Classified, compareFiles, type GivenFile, type LeftOut } from './given-file.ts';

/** What a bundle is made of, and what it shows. */
export interface Gathered {
  /** In the order of their paths. */
  readonly pieces: readonly Piece[];
  readonly findings: Findings;
  /** Files that are not in it, in the order of their paths. */
  readonly leftOut: readonly LeftOut[];
}

/** What is said besides the files. */
export interface GatherOptions {
  /** Digests of tokens that were spent, whatever the logs show. */
  readonly saidSpent: readonly string[];
  /** Whether there is a roster: other public keys then stay out. */
  readonly hasRoster: boolean;
}

/**
 * Makes the pieces of a bundle.
 *
 * @param files in whatever order
 * @returns the same for the same files
 * @throws Failure `evidence-secret` where the record or the script holds what must not get out; `evidence-snapshot`
 *   where a file that was named for a snapshot is none; `ceremony-record-…` where the record is damaged
 * @example
 * gatherPieces([], { saidSpent: [], hasRoster: false }, nodeCrypto).pieces; // []
 */
export function gatherPieces(
  files: readonly GivenFile[],
  { saidSpent, hasRoster }: GatherOptions,
  crypto: CryptoProvider,
): Gathered {
  const all = [...files].sort(compareFiles);
  const classified = all.map((file) => classify(file, all, crypto));
  refuseOtherThanSnapshots(classified);
  const tokens = classified.filter((one) => one.is === 'token');
  const candidates = new Set(tokens.map(({ set }) => set.token?.digest ?? ''));
  const gathering = { all, classified, hasRoster, crypto };
  // Each time around at least one token less is taken for spent.
  for (let spent: ReadonlySet<string> = candidates; ; ) {
    const draft = draftPieces(gathering, spent);
    const found = judgePieces(draft.pieces, crypto);
    const shown = new Set(
      found.tokens.filter(({ state }) => state === 'spent').map(({ digest }) => digest),
    );
    const kept = [...spent].filter(
      (digest) => (shown.has(digest) || saidSpent.includes(digest)) && !draft.leaking.has(digest),
    );
    if (kept.length < spent.size) {
      spent = new Set(kept);
      continue;
    }
    const plain = makeOpenssl(draft.pieces, crypto).pieces;
    const pieces = [...draft.pieces, ...plain].sort(compareFiles);
    return { pieces, findings: judgePieces(pieces, crypto), leftOut: draft.leftOut };
  }
}

/** @throws Failure `evidence-snapshot` */
function refuseOtherThanSnapshots(classified: readonly Classified[]): void {
  for (const { file } of classified) {
    if (file.from !== 'before' && file.from !== 'after') continue;
    if (readPrinted(file.bytes) === undefined) {
      throw new Failure('evidence-snapshot', { path: file.path, when: file.from });
    }
  }
}
