/**
 * Files that a piece names, as a policy names keys and an approval file its token: they stand beside it in the bundle,
 * under the same path or else under the same name.
 */
import type { Piece } from '../piece.ts';

/**
 * @param named as it stands in the file
 * @param folder where such pieces stand, with a slash at its end
 * @example
 * findNamedPiece(pieces, 'sigs/officer1.sig', 'tokens/1f0c/')?.path; // 'tokens/1f0c/officer1.sig'
 */
export function findNamedPiece(
  pieces: readonly Piece[],
  named: string,
  folder: string,
): Piece | undefined {
  const relative = relativePath(named);
  const find = (path: string): Piece | undefined => pieces.find((piece) => piece.path === path);
  return find(`${folder}${relative}`) ?? find(`${folder}${baseName(relative)}`);
}

/** Without what leads out of a folder. */
export function relativePath(path: string): string {
  return path
    .split('/')
    .filter((step) => step !== '' && step !== '.' && step !== '..')
    .join('/');
}

export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** With a slash at its end, where it is not empty. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
