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
  const relative = soundPath(relativePath(named));
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

/**
 * A path as bundles have them: of characters that every system takes, and none of its names a device or too long.
 *
 * @example
 * soundPath('logs/hsm 1.log'); // 'logs/hsm_1.log'
 */
export function soundPath(path: string): string {
  return path.split('/').map(soundName).join('/');
}

/** Names that Windows has for devices, whatever ending they have. */
const DEVICE = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

/** With the folders around them, paths stay shorter than bundles allow. */
const LONGEST_NAME = 60;

function soundName(name: string): string {
  const known = name.replace(/[^A-Za-z0-9_.@+=-]/g, '_');
  const short = known.length <= LONGEST_NAME ? known : known.slice(-LONGEST_NAME);
  const inside = short.replace(/^[.-]+/, '_').replace(/[.-]+$/, '_');
  return DEVICE.test(inside) ? `_${inside}` : inside;
}
