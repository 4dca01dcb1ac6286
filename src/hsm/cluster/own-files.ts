import { listFolder } from '../../files/folder.ts';
import { identityOf, isFolder, isThere } from '../../files/look.ts';
import { CONFIG_FILE, IDENTITY_FILE, RECORD_FOLDER } from './folder.ts';

/** The folders of a cluster in which nothing but its stores lies. */
const STORE = /^(settings|server-[0-9]+|load-[0-9a-f]+)$/;

/**
 * Where a file lies: it is one of a cluster's `own`, it lies `beside` them in a cluster's folder or below
 * it, or it has nothing to do with any (`outside`).
 *
 * @param folder a path of the file's folder. What is above it is found through `..`, so that no name of
 *   it matters
 * @example
 * placeInCluster('/srv/cluster/server-0', '000000000007.json'); // 'own'
 */
export function placeInCluster(folder: string, name: string): 'own' | 'beside' | 'outside' {
  let place = folder;
  let below: string | undefined;
  let found: 'beside' | 'outside' = 'outside';
  for (;;) {
    const here = identify(place);
    if (here === undefined || here === below) return found;
    // Nothing here may be joined by node:path, which would make its own of the dots.
    if (isThere(`${place}/${IDENTITY_FILE}`) && isFolder(`${place}/${RECORD_FOLDER}`)) {
      const isOwn =
        below === undefined
          ? name === IDENTITY_FILE || name === CONFIG_FILE
          : storesIn(place).includes(below);
      if (isOwn) return 'own';
      found = 'beside';
    }
    below = here;
    place = `${place}/..`;
  }
}

function storesIn(folder: string): readonly (string | undefined)[] {
  return listFolder(`${folder}/.`)
    .filter((name) => STORE.test(name))
    .map((name) => identify(`${folder}/${name}`));
}

/** @returns undefined for what may not be looked at */
function identify(folder: string): string | undefined {
  try {
    return identityOf(`${folder}/.`);
  } catch {
    return undefined;
  }
}
