/** A bundle as `mofn evidence make` writes it, made by the program that the tests run. */
import { BUNDLE_WORLD } from '../../src/cli/commands/evidence/bundle-world.ts';
import { writeBundle } from '../../src/evidence/bundle/make-bundle.ts';
import { judgePieces } from '../../src/evidence/judge/judge-pieces.ts';
import type { Piece } from '../../src/evidence/piece.ts';
import { nodeCrypto } from '../../src/node/node-crypto.ts';
import { makePieces } from './evidence-pieces.ts';

let made: Uint8Array | undefined;

/** The one that most tests have, made once. */
export function takeTestBundle(): Uint8Array {
  made ??= makeTestBundle();
  return made;
}

/** @param version of the program that made it; this one's without it */
export function makeTestBundle(
  pieces: readonly Piece[] = makePieces(),
  version: string = BUNDLE_WORLD.madeBy.version,
): Uint8Array {
  const world = { ...BUNDLE_WORLD, madeBy: { name: 'mofn', version } };
  return writeBundle(pieces, judgePieces(pieces, nodeCrypto), world);
}
