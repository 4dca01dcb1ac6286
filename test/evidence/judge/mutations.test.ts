import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatherPieces } from '../../../src/evidence/gather/gather-pieces.ts';
import { judgePieces } from '../../../src/evidence/judge/judge-pieces.ts';
import { PIECE_FOLDERS, type Piece, type PieceKind } from '../../../src/evidence/piece.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { ceremonyFiles, sdk5File, tokenBytes } from '../../support/ceremony-files.ts';
import { howMany } from '../../support/how-many.ts';

const KINDS = Object.keys(PIECE_FOLDERS) as PieceKind[];

/** What somebody does to a piece. */
const mutation = fc.record({
  which: fc.nat(),
  at: fc.nat(),
  what: fc.oneof(
    fc.record({ do: fc.constant('flip' as const), bit: fc.nat(7) }),
    fc.record({ do: fc.constant('cut' as const), bit: fc.nat(40) }),
    fc.record({ do: fc.constant('repeat' as const), bit: fc.nat(40) }),
    fc.record({ do: fc.constant('kind' as const), bit: fc.nat(KINDS.length - 1) }),
    fc.record({ do: fc.constant('drop' as const), bit: fc.constant(0) }),
  ),
});

type Mutation = typeof mutation extends fc.Arbitrary<infer One> ? One : never;

function mutate(pieces: readonly Piece[], { which, at, what }: Mutation): readonly Piece[] {
  const index = which % Math.max(1, pieces.length);
  const piece = pieces[index];
  if (piece === undefined) return pieces;
  const place = at % Math.max(1, piece.bytes.length);
  const bytes = Uint8Array.from(piece.bytes);
  const change = (next: Uint8Array): readonly Piece[] =>
    pieces.with(index, { ...piece, bytes: next });
  switch (what.do) {
    case 'flip':
      bytes[place] = (bytes[place] ?? 0) ^ (1 << what.bit);
      return change(bytes);
    case 'cut':
      return change(Uint8Array.from([...bytes.slice(0, place), ...bytes.slice(place + what.bit)]));
    case 'repeat':
      return change(Uint8Array.from([...bytes.slice(0, place + what.bit), ...bytes.slice(place)]));
    case 'kind':
      return pieces.with(index, { ...piece, kind: KINDS[what.bit] ?? piece.kind });
    case 'drop':
      return pieces.toSpliced(index, 1);
  }
}

describe('pieces that somebody has worked on', () => {
  const files = ceremonyFiles({ 'live.json': sdk5File(tokenBytes(1)) });
  const options = { saidSpent: [], hasRoster: false };
  const { pieces } = gatherPieces(files, options, nodeCrypto);

  it('are judged without a crash, the same each time, and no token as spent without an operation', () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const worked = mutations.reduce(mutate, pieces);
        const judged = judgePieces(worked, nodeCrypto);
        expect(judgePieces([...worked].reverse(), nodeCrypto)).toEqual(judged);
        const isSpent = judged.tokens.some(({ state }) => state === 'spent');
        const isCovered = judged.operations.some(({ request }) => request !== null);
        expect(isSpent && !isCovered).toBe(false);
      }),
      { numRuns: howMany(20, 150) },
    );
  });
});
