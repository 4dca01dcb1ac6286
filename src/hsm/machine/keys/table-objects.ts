import type { KeyTable } from '../state.ts';
import type { KeyObjects } from './key-objects.ts';
import { readDirectory } from './key-pages.ts';

/** Which objects a table of keys is made of. */

/** What becomes of objects where one table takes the place of another. */
export interface ObjectChanges {
  /** Named by the later one alone. */
  readonly added: readonly string[];
  /** Named by the earlier one alone. */
  readonly gone: readonly string[];
}

/** The names of all objects of a table. @throws Failure of kind `state` where a page is missing or damaged */
export function listObjects({ directories }: KeyTable, objects: KeyObjects): readonly string[] {
  return directories.flatMap(({ object }) => listOf(object, objects));
}

/** Compares two tables; directories that are in both are not read. @throws Failure as above */
export function compareObjects(
  before: KeyTable,
  after: KeyTable,
  objects: KeyObjects,
): ObjectChanges {
  const old = namesBeside(before, after, objects);
  const next = namesBeside(after, before, objects);
  return {
    added: [...next].filter((name) => !old.has(name)),
    gone: [...old].filter((name) => !next.has(name)),
  };
}

/** The objects of those directories of a table that another has not. */
function namesBeside(table: KeyTable, other: KeyTable, objects: KeyObjects): ReadonlySet<string> {
  const known = new Set(other.directories.map(({ object }) => object));
  const names = table.directories.map(({ object }) => object).filter((name) => !known.has(name));
  return new Set(names.flatMap((name) => listOf(name, objects)));
}

function listOf(directory: string, objects: KeyObjects): readonly string[] {
  const leaves = [...readDirectory(objects, directory).values()];
  return [
    directory,
    ...leaves.flatMap(({ records, materials }) =>
      materials === null ? [records] : [records, materials],
    ),
  ];
}
