import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/library.md'), 'utf8');

/** Each example of docs/library.md, with what it prints. */
const examples = [...page.matchAll(/^```ts\n(.*?)^```\n\nprints\n\n```text\n(.*?)^```/gms)].map(
  ([, code = '', printed = ''], index) => ({
    name: `example ${index + 1}`,
    code,
    printed,
    file: `example-${index + 1}.ts`,
  }),
);

/** What the package's exports are made from. */
const SOURCES = { mofn: 'src/index.ts', 'mofn/parser': 'src/approval-files.ts' };

describe('docs/library.md', () => {
  let folder: string;

  beforeAll(() => {
    mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
    // Inside the project, so that dependencies are found.
    folder = mkdtempSync(join(root, 'node_modules/.cache/library-page-'));
    for (const { file, code } of examples) writeFileSync(join(folder, file), code);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('prints what each of its examples prints', () => {
    expect(examples.length).toBeGreaterThan(5);
    expect(page.match(/^```ts$/gm)).toHaveLength(examples.length);
  });

  it('speaks of packages as package.json exports them', () => {
    const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const built = (source: string): string =>
      `./${source.replace(/^src/, 'dist/lib').replace(/\.ts$/, '.js')}`;
    expect(exports['.'].default).toBe(built(SOURCES.mofn));
    expect(exports['./parser'].default).toBe(built(SOURCES['mofn/parser']));
  });

  it('compiles', { timeout: 60_000 }, () => {
    const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    const paths = Object.fromEntries(
      Object.entries(SOURCES).map(([name, source]) => [name, [join(root, source)]]),
    );
    const program = ts.createProgram(
      [
        ...examples.map(({ file }) => join(folder, file)),
        join(root, 'src/cli/build-constants.d.ts'),
      ],
      { ...options, paths, skipLibCheck: true },
    );
    // The examples alone: the sources are checked elsewhere.
    const messages = examples
      .map(({ file }) => program.getSourceFile(join(folder, file)))
      .flatMap((file) => [
        ...program.getSyntacticDiagnostics(file),
        ...program.getSemanticDiagnostics(file),
      ])
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    expect(messages).toEqual([]);
  });

  it.each(examples)('$name prints what the page says', { timeout: 60_000 }, async (example) => {
    const outfile = join(folder, example.file.replace('.ts', '.mjs'));
    await build({
      entryPoints: [join(folder, example.file)],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      alias: Object.fromEntries(
        Object.entries(SOURCES)
          // The longer name first: the shorter is its beginning.
          .sort(([a], [b]) => b.length - a.length)
          .map(([name, source]) => [name, join(root, source)]),
      ),
      logLevel: 'silent',
    });
    const printed = execFileSync(process.execPath, [outfile], { encoding: 'utf8' });
    expect(printed).toBe(example.printed);
  });
});
