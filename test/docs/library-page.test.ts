import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
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

/** Between what one example prints and what the next one does. */
const END = '\0';

describe('docs/library.md', () => {
  let folder: string;
  let printed: readonly string[];

  beforeAll(async () => {
    folder = writeLibraryExamples();
    await build({
      entryPoints: LIBRARY_EXAMPLES.map(({ file }) => join(folder, file)),
      outdir: folder,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
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
    // One after the other in one process, which is most of what running them takes.
    const imports = LIBRARY_EXAMPLES.map(({ file }) => {
      const module = JSON.stringify(`./${file.replace('.ts', '.mjs')}`);
      return `await import(${module});\nprocess.stdout.write(${JSON.stringify(END)});\n`;
    });
    writeFileSync(join(folder, 'all.mjs'), imports.join(''));
    const all = execFileSync(process.execPath, [join(folder, 'all.mjs')], { encoding: 'utf8' });
    printed = all.split(END);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('prints what each of its examples prints', () => {
    expect(LIBRARY_EXAMPLES.length).toBeGreaterThan(5);
    expect(LIBRARY_PAGE.match(/^```ts$/gm)).toHaveLength(LIBRARY_EXAMPLES.length);
    expect(printed).toHaveLength(LIBRARY_EXAMPLES.length + 1);
  });

  it.each(LIBRARY_EXAMPLES.map((example, at) => ({ ...example, at })))(
    '$name prints what the page says',
    (example) => expect(printed[example.at]).toBe(example.printed),
  );
});
