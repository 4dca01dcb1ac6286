/**
 * docs/library.md and its examples, which are run by one test and compiled by another.
 */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

export const LIBRARY_PAGE: string = readFileSync(join(root, 'docs/library.md'), 'utf8');

export interface LibraryExample {
  readonly name: string;
  readonly code: string;
  readonly printed: string;
  readonly file: string;
}

/** Each example of docs/library.md, with what it prints. */
export const LIBRARY_EXAMPLES: readonly LibraryExample[] = [
  ...LIBRARY_PAGE.matchAll(/^```ts\n(.*?)^```\n\nprints\n\n```text\n(.*?)^```/gms),
].map(([, code = '', printed = ''], index) => ({
  name: `example ${index + 1}`,
  code,
  printed,
  file: `example-${index + 1}.ts`,
}));

/** The entries of the package, and what they are made from; each holds the ones before it. */
export const LIBRARY_SOURCES: Readonly<Record<LibraryEntry, string>> = {
  'mofn/parser': 'src/approval-files.ts',
  mofn: 'src/index.ts',
  'mofn/node': 'src/node.ts',
};

export type LibraryEntry = 'mofn/parser' | 'mofn' | 'mofn/node';

export const LIBRARY_ENTRIES: readonly LibraryEntry[] = ['mofn/parser', 'mofn', 'mofn/node'];

/** Writes the examples into a folder inside the project, so that dependencies are found. */
export function writeLibraryExamples(): string {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'library-page-'));
  for (const { file, code } of LIBRARY_EXAMPLES) writeFileSync(join(folder, file), code);
  return folder;
}
