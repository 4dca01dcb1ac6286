/** Whatever the pieces hold, a bundle of them can be made, and is found to be what they make. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUNDLE_WORLD } from '../../../src/cli/commands/evidence/bundle-world.ts';
import { judgeBundle } from '../../../src/evidence/bundle/judge-bundle.ts';
import { writeBundle } from '../../../src/evidence/bundle/make-bundle.ts';
import { openBundle } from '../../../src/evidence/bundle/open-bundle.ts';
import { judgePieces } from '../../../src/evidence/judge/judge-pieces.ts';
import { PIECE_FOLDERS, type Piece, type PieceKind } from '../../../src/evidence/piece.ts';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { encodeTokens } from '../../../src/token/record.ts';
import { makePieces } from '../../support/evidence-pieces.ts';
import { howOften } from '../../support/how-many.ts';
import { sampleRecord } from '../../support/officer-folder.ts';
import { quorumFile } from '../../support/sdk5-files.ts';

const KINDS = (Object.keys(PIECE_FOLDERS) as PieceKind[]).filter(
  (kind) => !['report', 'pae', 'plain-signature', 'plain-key'].includes(kind),
);

function expectSound(pieces: readonly Piece[]): void {
  const bytes = writeBundle(pieces, judgePieces(pieces, nodeCrypto), BUNDLE_WORLD);
  expect(judgeBundle(openBundle(bytes), BUNDLE_WORLD).problems).toEqual([]);
}

describe('a bundle', () => {
  it('is what its pieces make, whatever their bytes', () => {
    const piece = fc
      .record({
        name: fc.stringMatching(/^[a-z]{1,8}$/),
        kind: fc.constantFrom(...KINDS),
        bytes: fc.oneof(
          fc.uint8Array({ maxLength: 400 }),
          fc.json().map((text) => new TextEncoder().encode(text)),
          fc.constantFrom(...makePieces().map(({ bytes }) => bytes)),
        ),
      })
      .map(({ name, kind, bytes }): Piece => {
        return { path: `${PIECE_FOLDERS[kind]}/f${name}`, kind, bytes };
      });
    const pieces = fc.uniqueArray(piece, { selector: ({ path }) => path, maxLength: 5 });
    fc.assert(fc.property(pieces, expectSound), { numRuns: howOften(60, 2000) });
  });

  it.each([0, 2 ** 31, 2 ** 43, 2 ** 53 - 1])('takes a token made at %d', (created) => {
    const records = [{ ...sampleRecord({ node: 0, nonce: 1 }), created }];
    for (const bytes of [quorumFile(records), encodeTokens(records)]) {
      expectSound([...makePieces(), { path: 'tokens/odd', kind: 'token', bytes }]);
    }
  });

  it('takes a token whose bytes are one byte another', () => {
    const bytes = encodeTokens([sampleRecord({ node: 0, nonce: 1 })]);
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Uint8Array.from(bytes);
      changed[at] = 0xff;
      expectSound([{ path: 'tokens/odd', kind: 'token', bytes: changed }]);
    }
  });
});
