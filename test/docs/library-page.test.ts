import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  LIBRARY_EXAMPLES,
  LIBRARY_PAGE,
  LIBRARY_SOURCES,
  writeLibraryExamples,
} from '../support/library-page.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('docs/library.md', () => {
  let folder: string;

  beforeAll(() => {
    folder = writeLibraryExamples();
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('prints what each of its examples prints', () => {
    expect(LIBRARY_EXAMPLES.length).toBeGreaterThan(5);
    expect(LIBRARY_PAGE.match(/^```ts$/gm)).toHaveLength(LIBRARY_EXAMPLES.length);
  });

  it.each(LIBRARY_EXAMPLES)(
    '$name prints what the page says',
    { timeout: 60_000 },
    async (example) => {
      const outfile = join(folder, example.file.replace('.ts', '.mjs'));
      await build({
        entryPoints: [join(folder, example.file)],
        outfile,
        bundle: true,
        platform: 'node',
        format: 'esm',
        packages: 'external',
        alias: Object.fromEntries(
          Object.entries(LIBRARY_SOURCES)
            // The longer name first: the shorter is its beginning.
            .sort(([a], [b]) => b.length - a.length)
            .map(([name, source]) => [name, join(root, source)]),
        ),
        logLevel: 'silent',
      });
      const printed = execFileSync(process.execPath, [outfile], { encoding: 'utf8' });
      expect(printed).toBe(example.printed);
    },
  );
});
