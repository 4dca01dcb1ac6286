import type { ApprovalSet } from '../../ceremony/approval-set.ts';
import type { NearbyFile } from '../../ceremony/wrong-signature.ts';
import { showText } from '../../parser/text.ts';
import type { DroppedFolder } from './dropped-folder.ts';
import type { DroppedFile } from './page-model.ts';
import { folderOf, nameOf, relativeTo, resolvePath } from './paths.ts';

/** Larger files are no tokens, nor digests of any. */
const LARGEST = 1 << 16;
const MOST_FILES = 500;
/** What the command line leaves alone, too: nobody signs it by mistake. */
const LEFT_ALONE = /\.(key|pem|p12|pfx)$/i;

/** What an officer may have signed instead of the token: small files beside what an approval file names. */
export function listNearby(
  folder: DroppedFolder,
  { names: { tokens, signatures } }: Pick<ApprovalSet, 'names'>,
  { place, file }: { readonly place: string; readonly file: string },
): readonly NearbyFile[] {
  const token = tokens.map(showText);
  const signature = signatures.map(showText);
  const placeOf = (path: string): string | undefined =>
    folder.find(place, path)?.path ?? resolvePath(place, path);
  const known = new Set([...signature, ...token.slice(0, 1)].map(placeOf));
  const folders = new Set(
    [...token, ...signature, file].flatMap((path) => {
      const found = placeOf(path);
      return found === undefined ? [] : [folderOf(found)];
    }),
  );
  return [...folders]
    .flatMap((one) => filesIn(folder, one))
    .filter(({ path, bytes }) => {
      return !known.has(path) && !LEFT_ALONE.test(nameOf(path)) && bytes.length <= LARGEST;
    })
    .slice(0, MOST_FILES)
    .map(({ path, bytes }) => ({ path: relativeTo(place, path), bytes }));
}

/** In the order of their names, as the command line looks at them. */
function filesIn({ files }: DroppedFolder, folder: string): readonly DroppedFile[] {
  const found = files.filter(({ path }) => folderOf(path) === folder);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
