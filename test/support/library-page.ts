/**
 * docs/library.md and its examples, which are run by one test and compiled by another.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const LIBRARY_PAGE: string = readFileSync(
  fileURLToPath(new URL('../../docs/library.md', import.meta.url)),
  'utf8',
);

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

/** What the package's exports are made from. */
export const LIBRARY_SOURCES: Readonly<Record<'mofn' | 'mofn/parser', string>> = {
  mofn: 'src/index.ts',
  'mofn/parser': 'src/approval-files.ts',
};
