import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgePieces } from '../../../src/evidence/judge/judge-pieces.ts';
import { PIECE_FOLDERS, type PieceKind } from '../../../src/evidence/piece.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';

const KINDS = Object.keys(PIECE_FOLDERS) as PieceKind[];

describe('judgePieces', () => {
  it('says of nothing that nothing can be checked', () => {
    const { contradictions, unchecked } = judgePieces([], nodeCrypto);
    expect(contradictions).toEqual([]);
    expect(unchecked).toEqual([{ code: 'no-keys' }, { code: 'no-logs' }]);
  });

  it('never throws, whatever the pieces hold, and in whatever order says the same', () => {
    const piece = fc.record({
      path: fc.stringMatching(/^[a-z]{1,8}\/[a-z]{1,8}$/),
      kind: fc.constantFrom(...KINDS),
      bytes: fc.oneof(
        fc.uint8Array({ maxLength: 400 }),
        fc.json().map((text) => new TextEncoder().encode(text)),
      ),
    });
    const pieces = fc.uniqueArray(piece, { selector: ({ path }) => path, maxLength: 6 });
    fc.assert(
      fc.property(pieces, (all) => {
        expect(judgePieces([...all].reverse(), nodeCrypto)).toEqual(judgePieces(all, nodeCrypto));
      }),
    );
  });
});
