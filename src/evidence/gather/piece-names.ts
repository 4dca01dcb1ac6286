/**
 * Where pieces stand in a bundle: under names that mean the same on every system.
 */

import type { CryptoProvider } from '../../crypto-provider.ts';
import { baseName, soundPath } from '../judge/find-piece.ts';
import { hashHex } from '../judge/trust.ts';
import { PIECE_FOLDERS, type Piece, type PieceKind } from '../piece.ts';

/** Pieces by their paths: each path once, capital letters or not. */
export class PieceNames {
  readonly #pieces = new Map<string, Piece>();
  readonly #crypto: CryptoProvider;

  constructor(crypto: CryptoProvider) {
    this.#crypto = crypto;
  }

  /** In the order of their paths. */
  list(): readonly Piece[] {
    return [...this.#pieces.values()].sort((one, other) =>
      one.path < other.path ? -1 : Number(one.path > other.path),
    );
  }

  /**
   * Puts a file into the folder of its kind. The same bytes are there once; others of the same name get a part of their
   * digest into theirs.
   *
   * @param name of the file, with folders where they are to be kept
   */
  add(kind: PieceKind, name: string, bytes: Uint8Array): void {
    const digest = hashHex(bytes, this.#crypto);
    const path = soundPath(`${PIECE_FOLDERS[kind]}/${name}`);
    const other = this.#pieces.get(path.toLowerCase());
    if (other !== undefined && hashHex(other.bytes, this.#crypto) === digest) return;
    const chosen = other === undefined ? path : insertDigest(path, digest);
    this.#pieces.set(chosen.toLowerCase(), { path: chosen, kind, bytes });
  }
}

/** `logs/hsm.log` becomes `logs/hsm-1f0c2a9b.log`. */
function insertDigest(path: string, digest: string): string {
  const name = baseName(path);
  const folder = path.slice(0, path.length - name.length);
  const dot = name.lastIndexOf('.');
  const at = dot <= 0 ? name.length : dot;
  return `${folder}${name.slice(0, at)}-${digest.slice(0, 8)}${name.slice(at)}`;
}
