import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { isThere } from '../../../files/look.ts';

const PAGE = 'dist/page/mofn.html';

/** Where the build has put the page; this file is in dist/cli, or in src/cli/commands. */
export function findPage(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!isThere(path.join(folder, PAGE))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`the package has no ${PAGE}`);
    folder = parent;
  }
  return path.join(folder, PAGE);
}
